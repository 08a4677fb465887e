import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';

/** Any address that no page has. */
export function MissingPage() {
  const { t } = useTranslation('app');
  return (
    <>
      <PageHeader title={t('missing.title')} />
      <EmptyState
        icon={IconMapOff}
        title={t('missing.title')}
        text={t('missing.text')}
        action={
          <Button component={Link} to="/" mt="sm">
            {t('missing.back')}
          </Button>
        }
      />
    </>
  );
}
