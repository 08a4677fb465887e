import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Door } from '../components/Door.tsx';
import { InvitationForm } from '../components/InvitationForm.tsx';
import { useAcceptInvitation } from '../hooks/use-accept-invitation.ts';

/** Where an invitation link leads: the person chooses a password and is in. */
export function InvitationPage() {
  const { t } = useTranslation('auth');
  const { accept, problem, isBusy, isLinkBroken } = useAcceptInvitation();
  return (
    <Door title={t('invitation.title')} subtitle={t('invitation.subtitle')}>
      {isLinkBroken ? (
        <Stack>
          <Alert
            role="alert"
            color="red"
            variant="outline"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('invitation.used')}
          >
            {t('invitation.usedText')}
          </Alert>
          <Button component={Link} to="/sign-in" variant="default">
            {t('invitation.toSignIn')}
          </Button>
        </Stack>
      ) : (
        <InvitationForm problem={problem} isBusy={isBusy} onAccept={(one) => void accept(one)} />
      )}
    </Door>
  );
}
