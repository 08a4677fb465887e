import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';

/** Shown instead of a page that the viewer's role does not open. */
export function Forbidden({ permission }: { permission: string }) {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={IconLock}
      title={t('forbidden.title')}
      text={t('forbidden.text', { permission })}
    />
  );
}
