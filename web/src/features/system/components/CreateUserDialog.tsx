import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/Dialog.tsx';
import { CreateUserForm } from './CreateUserForm.tsx';
import { Invitation } from './Invitation.tsx';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Creates a user, then shows the invitation link to pass on. */
export function CreateUserDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation('system');
  const [invited, setInvited] = useState<{ name: string; url: string } | null>(null);
  const close = () => {
    onClose();
    setInvited(null);
  };
  return (
    <Dialog
      opened={isOpen}
      onClose={close}
      title={invited ? t('invited.title') : t('create')}
      closeOnClickOutside={!invited}
      size="lg"
    >
      {invited ? (
        <Invitation {...invited} onDone={close} />
      ) : (
        <CreateUserForm onCancel={close} onCreated={setInvited} />
      )}
    </Dialog>
  );
}
