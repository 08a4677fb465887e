import { ActionIcon, Box, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import type { UsersQuery } from '../../../generated/graphql.ts';
import { usePermissions, useSession } from '../../../hooks/connection-context.ts';
import { useUpdateUser } from '../hooks/use-update-user.ts';
import { EditUserForm } from './EditUserForm.tsx';

type User = UsersQuery['users']['edges'][number]['node'];

/** Editing, suspending and lifting a suspension, for those who may; nobody suspends themself. */
export function UserActions({ user }: { user: User }) {
  const { t } = useTranslation('system');
  const isAllowed = usePermissions();
  const { viewer } = useSession();
  const { suspend, restore } = useUpdateUser();
  const [isEditing, editing] = useDisclosure(false);
  const [isAsking, asking] = useDisclosure(false);
  if (!isAllowed('system:user:update')) return null;
  const { name } = user;
  const isSuspended = user.status === 'SUSPENDED';
  return (
    <Box>
      <Menu
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        position="bottom-end"
        shadow="md"
        width={220}
      >
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('edit.actions', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isAllowed('system:role:read') && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={editing.open}>
              {t('edit.open')}
            </Menu.Item>
          )}
          {isSuspended && (
            <Menu.Item
              leftSection={<IconUserCheck size={16} aria-hidden />}
              onClick={() => void restore(user)}
            >
              {t('edit.restore')}
            </Menu.Item>
          )}
          {!isSuspended && (
            <Menu.Item
              c="var(--mantine-color-error)"
              disabled={user.id === viewer.id}
              leftSection={<IconUserOff size={16} aria-hidden />}
              onClick={asking.open}
            >
              {t('edit.suspend')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={isEditing}
        onClose={editing.close}
        title={t('edit.title', { name })}
        size="lg"
      >
        <EditUserForm user={user} onDone={editing.close} />
      </Dialog>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('edit.confirm', { name })}
        text={t('edit.confirmText', { name })}
        word={t('edit.word')}
        action={t('edit.suspend')}
        onConfirm={() => void suspend(user)}
        onClose={asking.close}
      />
    </Box>
  );
}
