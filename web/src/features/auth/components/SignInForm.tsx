import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../../connection/session.ts';
import { useSignIn } from '../hooks/use-sign-in.ts';

const FIELDS = ['tenant', 'email', 'password'] as const;

/**
 * Tenant, e-mail and password; the tenant signed in to last stands there already. A plain form: a form library would
 * weigh more than the page itself.
 */
export function SignInForm() {
  const { t } = useTranslation('auth');
  const { signIn, problem, isBusy, rememberedTenant } = useSignIn();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = Object.fromEntries(new FormData(form)) as Credentials;
    const empty = FIELDS.filter((name) => typed[name].trim() === '');
    setMissing(empty);
    const [first] = empty;
    if (first) form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    else void signIn(typed);
  };
  const errorOf = (name: string) => missing.includes(name) && t('required');
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        {problem && (
          <Alert
            role="alert"
            color="red"
            variant="outline"
            icon={<IconAlertTriangle aria-hidden />}
            title={t(`problem.${problem.kind}.title`)}
          >
            {t(`problem.${problem.kind}.text`)}
            {problem.requestId && ` (${problem.requestId})`}
          </Alert>
        )}
        <TextInput
          name="tenant"
          label={t('tenant')}
          description={t('tenantHint')}
          defaultValue={rememberedTenant}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          error={errorOf('tenant')}
        />
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          autoComplete="username"
          error={errorOf('email')}
        />
        <PasswordInput
          name="password"
          label={t('password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          error={errorOf('password')}
        />
        <Button type="submit" size="md" loading={isBusy} mt="xs">
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
