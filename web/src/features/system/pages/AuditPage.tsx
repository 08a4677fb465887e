import { Box } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadMore } from '../../../components/LoadMore.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { AuditFilters } from '../components/AuditFilters.tsx';
import { AuditTable } from '../components/AuditTable.tsx';
import { LoadWhenSeen } from '../components/LoadWhenSeen.tsx';
import { type AuditSearch, readAuditSearch } from '../hooks/audit-search.ts';
import { useAudit } from '../hooks/use-audit.ts';

/** What was done in the tenant; what it is narrowed by lives in the address, so that it can be shared. */
export function AuditPage() {
  const { t } = useTranslation('system');
  const [params, setParams] = useSearchParams();
  const search = readAuditSearch(params);
  const { entries, total, hasMore, isLoading, isLoadingMore, error, reload, loadMore } =
    useAudit(search);
  const narrow = (change: Partial<AuditSearch>) => {
    const given = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
    setParams(Object.fromEntries(given), { replace: true });
  };
  return (
    <>
      <PageHeader title={t('audit.title')} text={t('audit.subtitle')} />
      <Box className="surface" component="section" aria-label={t('audit.title')}>
        <AuditFilters search={search} onNarrow={narrow} onClear={() => setParams({})} />
        {error && (
          <Box px="md" pb="md">
            <ErrorPanel error={error} onRetry={reload} />
          </Box>
        )}
        {isLoading && <RowSkeletons />}
        {entries?.length === 0 && !error && (
          <EmptyState icon={IconHistory} title={t('audit.none')} text={t('audit.noneText')} />
        )}
        {entries && entries.length > 0 && (
          <>
            <AuditTable entries={entries} onActor={(actorId) => narrow({ actorId })} />
            {hasMore && <LoadWhenSeen key={entries.length} onSeen={loadMore} />}
            <LoadMore
              shown={entries.length}
              total={total}
              hasMore={hasMore}
              isLoading={isLoadingMore}
              onMore={loadMore}
            />
          </>
        )}
      </Box>
    </>
  );
}
