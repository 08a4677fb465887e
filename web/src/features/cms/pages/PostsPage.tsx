import { Box, Button, Group, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { SearchField } from '../../../components/SearchField.tsx';
import type { PostStatus } from '../../../generated/graphql.ts';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { PostList } from '../components/PostList.tsx';

const STATUSES: readonly PostStatus[] = ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED'];

/** All posts, searched and narrowed; the search lives in the address, so that it can be shared. */
export function PostsPage() {
  const { t } = useTranslation('cms');
  const isAllowed = usePermissions();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const status = STATUSES.find((name) => name === params.get('status')) ?? '';
  const narrow = (name: string, value: string) =>
    setParams(
      (present) => {
        const next = new URLSearchParams(present);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const create = isAllowed('cms:post:create') && (
    <Button component={Link} to="/posts/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle')} actions={create} />
      <Box className="surface">
        <Group p="md" gap="sm">
          <SearchField
            label={t('search')}
            value={search}
            onSearch={(text) => narrow('search', text)}
          />
          <NativeSelect
            aria-label={t('filter')}
            value={status}
            onChange={(event) => narrow('status', event.currentTarget.value)}
            data={[
              { value: '', label: t('anyStatus') },
              ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
            ]}
          />
        </Group>
        <PostList search={search} status={status} create={create} />
      </Box>
    </>
  );
}
