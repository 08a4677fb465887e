import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOfPassword } from '../hooks/password-fault.ts';
import type { InvitationProblem } from '../hooks/use-accept-invitation.ts';

type Props = {
  readonly problem: InvitationProblem | null;
  readonly isBusy: boolean;
  readonly onAccept: (password: string) => void;
};

type Faults = { readonly password?: string; readonly repeat?: string };

/** A password, twice. */
export function InvitationForm({ problem, isBusy, onAccept }: Props) {
  const { t } = useTranslation('auth');
  const [faults, setFaults] = useState<Faults>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const password = String(typed.get('password'));
    const fault = faultOfPassword(password);
    const differs = !fault && password !== typed.get('repeat');
    setFaults({
      ...(fault && { password: t(`invitation.${fault}`) }),
      ...(differs && { repeat: t('invitation.differs') }),
    });
    const wrong = fault ? 'password' : differs ? 'repeat' : null;
    if (wrong) form.querySelector<HTMLInputElement>(`[name="${wrong}"]`)?.focus();
    else onAccept(password);
  };
  const refused = problem?.kind === 'password' ? t(`invitation.${problem.fault}`) : undefined;
  const failed = problem && problem.kind !== 'password' && problem.kind !== 'used' ? problem : null;
  const toggle = { 'aria-label': t('showPassword') };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        {failed && (
          <Alert
            role="alert"
            color="red"
            variant="outline"
            icon={<IconAlertTriangle aria-hidden />}
            title={t(`problem.${failed.kind}.title`)}
          >
            {t(`problem.${failed.kind}.text`)}
            {failed.kind === 'other' && failed.requestId && ` (${failed.requestId})`}
          </Alert>
        )}
        <PasswordInput
          name="password"
          label={t('invitation.password')}
          description={t('invitation.hint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          error={faults.password ?? refused}
        />
        <PasswordInput
          name="repeat"
          label={t('invitation.repeat')}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          error={faults.repeat}
        />
        <Button type="submit" size="md" loading={isBusy} mt="xs">
          {t('invitation.submit')}
        </Button>
      </Stack>
    </form>
  );
}
