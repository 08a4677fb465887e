import { Box } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadMore } from '../../../components/LoadMore.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { SearchField } from '../../../components/SearchField.tsx';
import { UserRow } from '../components/UserRow.tsx';
import { useUsers } from '../hooks/use-users.ts';

/** The tenant's users, with a search. */
export function UserListWidget() {
  const { t } = useTranslation('system');
  const [search, setSearch] = useState('');
  const { users, total, hasMore, isLoading, isLoadingMore, error, reload, loadMore } =
    useUsers(search);
  return (
    <Box component="section" className="surface" aria-label={t('title')}>
      <Box p="md">
        <SearchField label={t('search')} value={search} onSearch={setSearch} />
      </Box>
      {error && (
        <Box px="md" pb="md">
          <ErrorPanel error={error} onRetry={reload} />
        </Box>
      )}
      {isLoading && <RowSkeletons />}
      {users?.length === 0 && !error && (
        <EmptyState icon={IconUserSearch} title={t('nothingFound')} text={t('nothingFoundText')} />
      )}
      {users && users.length > 0 && (
        <>
          <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {users.map((user) => (
              <UserRow key={user.id} user={user} />
            ))}
          </Box>
          <LoadMore
            shown={users.length}
            total={total}
            hasMore={hasMore}
            isLoading={isLoadingMore}
            onMore={loadMore}
          />
        </>
      )}
    </Box>
  );
}
