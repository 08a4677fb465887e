import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { toFailure } from '../../../connection/failure.ts';
import { otherPatterns, type PermissionGroup, toggle } from '../hooks/grants.ts';
import { type RoleDraft, useSaveRole } from '../hooks/use-roles.ts';
import type { Permission } from './describe-permission.ts';
import { PermissionBox } from './PermissionBox.tsx';
import { PermissionGroupBoxes } from './PermissionGroupBoxes.tsx';

type Props = {
  readonly draft: RoleDraft;
  readonly groups: readonly PermissionGroup<Permission>[];
  readonly onDone: () => void;
};

/** A role's name and what it grants. What the viewer lacks can't be ticked: nobody hands out rights they don't have. */
export function RoleEditor({ draft, groups, onDone }: Props) {
  const { t } = useTranslation('system');
  const { t: common } = useTranslation('components');
  const save = useSaveRole();
  const [name, setName] = useState(draft.name);
  const [held, setHeld] = useState(draft.permissions);
  const [nameFault, setNameFault] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [others] = useState(() => otherPatterns(draft.permissions, groups));
  const change = (permission: string) => setHeld((present) => toggle(present, permission));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    setNameFault(name.trim() ? null : t('form.required'));
    if (!name.trim()) return;
    setBusy(true);
    try {
      await save({ id: draft.id, name: name.trim(), permissions: held });
      onDone();
    } catch (error) {
      const { code, message } = toFailure(error);
      if (code === 'CONFLICT' && message.includes(name.trim())) setNameFault(t('role.nameTaken'));
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const boxes = { held, onToggle: change };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {problem !== null && <ErrorPanel error={problem} />}
        <TextInput
          label={t('form.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={nameFault}
          maxLength={80}
          autoComplete="off"
          data-autofocus
        />
        <Text size="sm" c="dimmed">
          {t('role.hint')}
        </Text>
        <PermissionBox pattern="*" label={t('role.everything')} isStrong {...boxes} />
        {groups.map((group) => (
          <PermissionGroupBoxes key={group.plugin} group={group} {...boxes} />
        ))}
        {others.length > 0 && (
          <Stack gap="xs" component="fieldset" m={0} p={0} style={{ border: 0 }}>
            <Text component="legend" size="sm" fw={600} mb="xs">
              {t('role.otherPatterns')}
            </Text>
            {others.map((pattern) => (
              <PermissionBox key={pattern} pattern={pattern} label={pattern} {...boxes} />
            ))}
          </Stack>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {draft.id === null ? t('role.create') : t('role.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
