import type { UiForm } from '@gestas/sdk';
import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { toFailure } from '../../../connection/failure.ts';
import { faultsOf, firstValues, toInput } from '../hooks/form-values.ts';
import { sortFaults } from '../hooks/sort-faults.ts';
import { useScreenCommand } from '../hooks/use-screen-command.ts';
import { FieldInput } from './FieldInput.tsx';

type Props = {
  readonly page: UiForm;
  /** What is edited; undefined when something new is made. */
  readonly edited: unknown;
  readonly id: string | undefined;
  readonly back: string;
  readonly onSaved: () => void;
};

/** The fields of a form. What is missing is told at once; what the server refuses is shown at the field it names. */
export function ThingForm({ page, edited, id, back, onSaved }: Props) {
  const { t } = useTranslation('screens');
  const { t: common } = useTranslation('components');
  const [values, setValues] = useState(() => firstValues(page.fields, edited));
  const { faults, problem, isSending, form, submit } = useSubmission(page, id, onSaved);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit(values);
  };
  return (
    <form noValidate onSubmit={send} ref={form}>
      <Stack gap="md">
        {problem !== null && <ErrorPanel error={problem} />}
        {page.fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            error={faults[field.name]}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
        <Group justify="flex-end" gap="sm">
          <Button component={Link} to={back} variant="default">
            {common('cancel')}
          </Button>
          <Button type="submit" loading={isSending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Values = ReturnType<typeof firstValues>;

/** Sends the form, and keeps what is wrong with it; the first field that is wrong gets the focus. */
function useSubmission({ fields, document }: UiForm, id: string | undefined, onSaved: () => void) {
  const { t } = useTranslation('screens');
  const run = useScreenCommand();
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const submit = async (values: Values) => {
    const found = Object.entries(faultsOf(fields, values));
    setFaults(Object.fromEntries(found.map(([name, fault]) => [name, t(fault)])));
    setProblem(null);
    if (found.length > 0 || isSending) return;
    setSending(true);
    try {
      await run(document, { input: toInput(fields, values, id) });
      notifications.show({ message: t('saved') });
      onSaved();
    } catch (error) {
      const { atFields, isWhole } = sortFaults(toFailure(error).fields, fields);
      setFaults(atFields);
      if (isWhole) setProblem(error);
    } finally {
      setSending(false);
    }
  };
  return { faults, problem, isSending, form, submit };
}
