import { Alert, Anchor, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useSessionState } from '../../../hooks/connection-context.ts';

/** Says why one is here when a session ended, and lets a signed-in person go on as they are. */
export function SignInNotice() {
  const { t } = useTranslation('auth');
  const state = useSessionState();
  const { state: told } = useLocation();
  if (state.status === 'signed-in') {
    return (
      <Notice>
        <Text size="sm">{t('already', { name: state.session.viewer.name })}</Text>
        <Anchor component={Link} to="/" size="sm" underline="always">
          {t('goOn')}
        </Anchor>
      </Notice>
    );
  }
  const reason = state.status === 'signed-out' ? state.reason : 'none';
  const isEnded = reason === 'ended' || told?.reason === 'ended';
  if (isEnded) return <Notice>{t('ended')}</Notice>;
  if (state.status === 'starting' && state.unreachable) return <Notice>{t('unreachable')}</Notice>;
  return null;
}

function Notice({ children }: { children: React.ReactNode }) {
  return (
    <Alert
      role="status"
      variant="default"
      mb="md"
      icon={<IconInfoCircle aria-hidden />}
      data-testid="sign-in-notice"
    >
      {children}
    </Alert>
  );
}
