import { Box, Button } from '@mantine/core';
import { IconPlus, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/Dialog.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { RoleEditor } from '../components/RoleEditor.tsx';
import { RoleMatrix } from '../components/RoleMatrix.tsx';
import { groupPermissions } from '../hooks/grants.ts';
import { type RoleDraft, useRoleMatrix } from '../hooks/use-roles.ts';

const NEW: RoleDraft = { id: null, name: '', permissions: [] };

/** Which role may do what: every role beside everything that plugins contribute. */
export function RolesPage() {
  const { t } = useTranslation('system');
  const isAllowed = usePermissions();
  const { roles, permissions, isLoading, error, reload } = useRoleMatrix();
  const [draft, setDraft] = useState<RoleDraft | null>(null);
  const groups = groupPermissions(permissions);
  const create = isAllowed('system:role:create') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDraft(NEW)}>
      {t('role.create')}
    </Button>
  );
  const close = () => setDraft(null);
  return (
    <>
      <PageHeader title={t('role.title')} text={t('role.subtitle')} actions={create} />
      <Box className="surface" component="section" aria-label={t('role.title')}>
        {error && (
          <Box p="md">
            <ErrorPanel error={error} onRetry={reload} />
          </Box>
        )}
        {isLoading && <RowSkeletons />}
        {roles && roles.length === 0 && (
          <EmptyState icon={IconShieldLock} title={t('role.none')} text={t('role.noneText')} />
        )}
        {roles && roles.length > 0 && (
          <RoleMatrix roles={roles} groups={groups} onEdit={setDraft} />
        )}
      </Box>
      <Dialog
        opened={draft !== null}
        onClose={close}
        title={draft?.id ? t('role.edit', { name: draft.name }) : t('role.create')}
        size="xl"
      >
        {draft && <RoleEditor draft={draft} groups={groups} onDone={close} />}
      </Dialog>
    </>
  );
}
