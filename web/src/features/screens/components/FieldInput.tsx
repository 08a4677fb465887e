import type { UiField } from '@gestas/sdk';
import { Group, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue, Money } from '../hooks/form-values.ts';
import { useWording } from '../hooks/use-wording.ts';

type Props = {
  readonly field: UiField;
  readonly value: FieldValue;
  readonly error: string | undefined;
  readonly onChange: (value: FieldValue) => void;
};

type TextProps = Pick<Props, 'error'> & {
  readonly label: string;
  readonly required: boolean;
  readonly value: string;
  readonly onChange: (event: ChangeEvent<{ value: string }>) => void;
};

const TYPES: Partial<Record<UiField['input'], string>> = {
  date: 'date',
  dateTime: 'datetime-local',
};
const DIGITS: readonly UiField['input'][] = ['number', 'decimal'];

/** What a field of a form asks with. */
export function FieldInput({ field, value, error, onChange }: Props) {
  const { say } = useWording();
  const { input, label, required } = field;
  if (typeof value === 'boolean') {
    return (
      <Switch
        label={say(label)}
        error={error}
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (typeof value === 'object') {
    return <MoneyInput field={field} value={value} error={error} onChange={onChange} />;
  }
  const common: TextProps = {
    label: say(label),
    required,
    error,
    value,
    onChange: (event) => onChange(event.currentTarget.value),
  };
  if (input === 'textarea') return <Textarea {...common} autosize minRows={3} maxRows={16} />;
  if (input === 'select') return <Choice field={field} common={common} />;
  return (
    <TextInput
      {...common}
      type={TYPES[input] ?? 'text'}
      inputMode={DIGITS.includes(input) ? 'decimal' : undefined}
      autoComplete="off"
    />
  );
}

function Choice({ field, common }: { field: UiField; common: TextProps }) {
  const { t } = useTranslation('screens');
  const { say } = useWording();
  const values = field.values.map(({ value, label }) => ({ value, label: say(label) }));
  return <NativeSelect {...common} data={[{ value: '', label: t('choose') }, ...values]} />;
}

type MoneyProps = Omit<Props, 'value'> & { readonly value: Money };

function MoneyInput({ field, value, error, onChange }: MoneyProps) {
  const { t } = useTranslation('screens');
  const { say } = useWording();
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <TextInput
        flex={1}
        label={say(field.label)}
        required={field.required}
        error={error}
        inputMode="decimal"
        autoComplete="off"
        value={value.amount}
        onChange={(event) => onChange({ ...value, amount: event.currentTarget.value })}
      />
      <TextInput
        w={100}
        label={t('currency')}
        aria-label={`${say(field.label)}: ${t('currency')}`}
        maxLength={3}
        autoComplete="off"
        value={value.currency}
        onChange={(event) => onChange({ ...value, currency: event.currentTarget.value })}
      />
    </Group>
  );
}
