import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { CreateUserDialog } from './CreateUserDialog.tsx';

/** "Crear usuario", for those who may. */
export function CreateUserButton() {
  const { t } = useTranslation('system');
  const isAllowed = usePermissions();
  const [isOpen, { open, close }] = useDisclosure(false);
  if (!isAllowed('system:user:create')) return null;
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
        {t('create')}
      </Button>
      <CreateUserDialog isOpen={isOpen} onClose={close} />
    </>
  );
}
