import type { UiDetail, UiTable } from '@gestas/sdk';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { toFailure } from '../../../connection/failure.ts';
import { usePermissions } from '../../../hooks/connection-context.ts';
import type { Place } from '../hooks/place.ts';
import { useScreenCommand } from '../hooks/use-screen-command.ts';

type Props = {
  readonly place: Place;
  readonly page: Pick<UiTable | UiDetail, 'edit' | 'remove'>;
  readonly id: string;
  /** What the thing is called. */
  readonly name: string;
  readonly onRemoved: () => void;
};

/** Editing and deleting one thing, for those who may. */
export function ThingActions({ place, page, id, name, onRemoved }: Props) {
  const { t } = useTranslation('screens');
  const isAllowed = usePermissions();
  const remove = useRemoval(page.remove?.document, id, name, onRemoved);
  const [isAsking, { open, close }] = useDisclosure(false);
  const form = place.pageOf(page.edit);
  const canEdit = form !== undefined && isAllowed(form.permission);
  const canRemove = page.remove !== undefined && isAllowed(page.remove.permission);
  if (!canEdit && !canRemove) return null;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={200} shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('actions', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && (
            <Menu.Item
              component={Link}
              to={place.addressOf(form.name, id)}
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('edit')}
            </Menu.Item>
          )}
          {canRemove && (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={open}
            >
              {t('remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('confirm')}
        text={t('confirmText', { name })}
        word={t('word')}
        action={t('remove')}
        onConfirm={() => void remove()}
        onClose={close}
      />
    </>
  );
}

/** Deletes the thing and tells how it went. */
function useRemoval(document: string | undefined, id: string, name: string, onDone: () => void) {
  const { t } = useTranslation('screens');
  const { t: common } = useTranslation('components');
  const run = useScreenCommand();
  return async () => {
    try {
      await run(document ?? '', { id });
      notifications.show({ message: t('removed', { name }) });
      onDone();
    } catch (error) {
      const { code, requestId } = toFailure(error);
      notifications.show({
        color: 'red',
        title: common('errors.title'),
        message: `${common([`errors.${code}`, 'errors.other'])} ${requestId ?? ''}`,
      });
    }
  };
}
