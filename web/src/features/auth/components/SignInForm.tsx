import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../../connection/session.ts';
import { useSignIn } from '../hooks/use-sign-in.ts';

/** Tenant, e-mail and password; the tenant signed in to last stands there already. */
export function SignInForm() {
  const { t } = useTranslation('auth');
  const { signIn, problem, rememberedTenant } = useSignIn();
  const { register, handleSubmit, formState } = useForm<Credentials>({
    defaultValues: { tenant: rememberedTenant, email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const required = t('required');
  return (
    <form noValidate onSubmit={handleSubmit(signIn)}>
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
          label={t('tenant')}
          description={t('tenantHint')}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.tenant?.message}
          {...register('tenant', { required })}
        />
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...register('email', { required })}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          error={errors.password?.message}
          {...register('password', { required })}
        />
        <Button type="submit" size="md" loading={isSubmitting} mt="xs">
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
