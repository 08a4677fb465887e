import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import type { UsersQuery } from '../../../generated/graphql.ts';
import { useUpdateUser } from '../hooks/use-update-user.ts';
import { RoleChoice } from './RoleChoice.tsx';

type User = UsersQuery['users']['edges'][number]['node'];

type Props = { readonly user: User; readonly onDone: () => void };

/** A user's name and roles. */
export function EditUserForm({ user, onDone }: Props) {
  const { t } = useTranslation('system');
  const { t: common } = useTranslation('components');
  const { update } = useUpdateUser();
  const [name, setName] = useState(user.name);
  const [roleIds, setRoleIds] = useState<readonly string[]>(user.roles.map(({ id }) => id));
  const [isChecked, setChecked] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const isNamed = name.trim() !== '';
  const hasRoles = roleIds.length > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    setProblem(null);
    if (!isNamed || !hasRoles) return;
    setBusy(true);
    try {
      await update({ id: user.id, name: name.trim(), roleIds: [...roleIds] });
      notifications.show({ message: t('edit.saved', { name: name.trim() }) });
      onDone();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {problem !== null && <ErrorPanel error={problem} />}
        <TextInput
          label={t('form.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isChecked && !isNamed && t('form.required')}
          maxLength={120}
          autoComplete="off"
          data-autofocus
        />
        <RoleChoice
          value={roleIds}
          onChange={setRoleIds}
          error={isChecked && !hasRoles ? t('form.rolesNeeded') : undefined}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t('edit.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
