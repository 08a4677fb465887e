import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { toFailure } from '../../../connection/failure.ts';
import { useCreateUser } from '../hooks/use-create-user.ts';
import { RoleChoice } from './RoleChoice.tsx';

const NewUser = z.object({
  name: z.string().trim().min(1, 'required'),
  email: z.email('emailForm'),
  roleIds: z.array(z.string()).min(1, 'rolesNeeded'),
});

type NewUser = z.infer<typeof NewUser>;

type Props = {
  readonly onCancel: () => void;
  readonly onCreated: (invited: { name: string; url: string }) => void;
};

/** Name, e-mail and roles of a new user. */
export function CreateUserForm({ onCancel, onCreated }: Props) {
  const { t } = useTranslation('system');
  const { t: common } = useTranslation('components');
  const createUser = useCreateUser();
  const [problem, setProblem] = useState<unknown>(null);
  const { register, control, handleSubmit, setError, formState } = useForm<NewUser>({
    defaultValues: { name: '', email: '', roleIds: [] },
    resolver: zodResolver(NewUser),
  });
  const { errors, isSubmitting } = formState;
  const errorOf = (message: string | undefined) =>
    message && t(`form.${message}`, { defaultValue: message });
  const submit = async (user: NewUser) => {
    setProblem(null);
    try {
      onCreated({ name: user.name, url: await createUser(user) });
    } catch (error) {
      const { code, fields } = toFailure(error);
      const named = Object.entries(fields).filter(([name]) => name in user);
      for (const [name, message] of named) setError(name as keyof NewUser, { message });
      if (code === 'CONFLICT') setError('email', { message: 'emailTaken' });
      else if (named.length === 0) setProblem(error);
    }
  };
  return (
    <form noValidate onSubmit={handleSubmit(submit)}>
      <Stack gap="md">
        {problem !== null && <ErrorPanel error={problem} />}
        <TextInput
          label={t('form.name')}
          autoComplete="off"
          data-autofocus
          error={errorOf(errors.name?.message)}
          {...register('name')}
        />
        <TextInput
          label={t('form.email')}
          type="email"
          autoComplete="off"
          error={errorOf(errors.email?.message)}
          {...register('email')}
        />
        <Controller
          name="roleIds"
          control={control}
          render={({ field }) => (
            <RoleChoice
              value={field.value}
              onChange={field.onChange}
              error={errorOf(errors.roleIds?.message)}
            />
          )}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={isSubmitting}>
            {t('form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
