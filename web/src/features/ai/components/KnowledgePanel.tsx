import { useQuery } from '@apollo/client/react';
import { Box, Stack } from '@mantine/core';
import { IconBook2, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { SearchField } from '../../../components/SearchField.tsx';
import { SearchKnowledgeDocument } from '../../../generated/graphql.ts';
import { KnowledgeSource } from './KnowledgeSource.tsx';

type Props = { readonly search: string; readonly onSearch: (search: string) => void };

/** The passages of the knowledge base that are nearest to some words. */
export function KnowledgePanel({ search, onSearch }: Props) {
  const { t } = useTranslation('ai');
  const { data, error, loading, refetch } = useQuery(SearchKnowledgeDocument, {
    variables: { query: search, first: 10 },
    skip: search === '',
    errorPolicy: 'all',
  });
  const hits = search === '' ? undefined : data?.searchKnowledge;
  return (
    <Stack gap="md">
      <Box display="flex">
        <SearchField label={t('knowledge.search')} value={search} onSearch={onSearch} />
      </Box>
      {search === '' && (
        <EmptyState icon={IconBook2} title={t('knowledge.empty')} text={t('knowledge.emptyText')} />
      )}
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {loading && !hits && <RowSkeletons rows={4} />}
      {hits?.length === 0 && (
        <EmptyState
          icon={IconSearchOff}
          title={t('knowledge.nothing')}
          text={t('knowledge.nothingText')}
        />
      )}
      {hits?.map((hit) => (
        <Box key={hit.id} className="surface" p="md">
          <KnowledgeSource hit={hit} />
        </Box>
      ))}
    </Stack>
  );
}
