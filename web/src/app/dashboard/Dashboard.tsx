import { useQuery } from '@apollo/client/react';
import { Grid } from '@mantine/core';
import { IconLayoutDashboard } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { RowSkeletons } from '../../components/RowSkeletons.tsx';
import type { DashboardWidget } from '../../features/feature.ts';
import { ViewerTenantDocument } from '../../generated/graphql.ts';
import { usePermissions, useSession } from '../../hooks/connection-context.ts';
import { featureWidgets } from '../features.ts';

const SPANS: Readonly<Record<DashboardWidget['size'], number>> = { full: 12, wide: 8, narrow: 4 };

/** What is happening now: the widgets that the viewer's role opens, moved by events. */
export function Dashboard() {
  const { t } = useTranslation('app');
  const { viewer } = useSession();
  const isAllowed = usePermissions();
  const { data } = useQuery(ViewerTenantDocument, { errorPolicy: 'all' });
  const widgets = featureWidgets.filter(({ permission }) => isAllowed(permission));
  const tenant = data?.tenant?.name ?? '…';
  return (
    <>
      <PageHeader
        title={t('dashboard.greeting', { name: viewer.name })}
        text={t('dashboard.subtitle', { tenant })}
      />
      {widgets.every(({ isOptional }) => isOptional) && (
        <EmptyState
          icon={IconLayoutDashboard}
          title={t('dashboard.empty.title')}
          text={t('dashboard.empty.text')}
        />
      )}
      <Grid gap="md">
        {widgets.map(({ id, size, isOptional, Widget }) => (
          <Grid.Col key={id} span={{ base: 12, md: SPANS[size] }}>
            <Suspense fallback={isOptional ? null : <RowSkeletons rows={2} />}>
              <Widget />
            </Suspense>
          </Grid.Col>
        ))}
      </Grid>
    </>
  );
}
