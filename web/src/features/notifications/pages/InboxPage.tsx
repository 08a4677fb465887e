import { Box, Button, Group, Switch } from '@mantine/core';
import { IconArrowUp, IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadMore } from '../../../components/LoadMore.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { NotificationRow } from '../components/NotificationRow.tsx';
import { useInbox } from '../hooks/use-inbox.ts';
import { useMarkRead } from '../hooks/use-mark-read.ts';

/** Everything that was told to the viewer, to read through; narrowed to the unread by the address. */
export function InboxPage() {
  const { t } = useTranslation('notifications');
  const [params, setParams] = useSearchParams();
  const unreadOnly = params.get('unread') === '1';
  const { items, total, hasMore, isLoading, isLoadingMore, arrived, error, reload, loadMore } =
    useInbox(unreadOnly);
  const markRead = useMarkRead();
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle')} />
      <Box className="surface">
        <Group p="md">
          <Switch
            label={t('unreadOnly')}
            checked={unreadOnly}
            onChange={(event) =>
              setParams(event.currentTarget.checked ? { unread: '1' } : {}, { replace: true })
            }
          />
        </Group>
        {error && (
          <Box px="md" pb="md">
            <ErrorPanel error={error} onRetry={reload} />
          </Box>
        )}
        {arrived > 0 && (
          <Box px="md" pb="sm" role="status">
            <Button
              fullWidth
              variant="default"
              leftSection={<IconArrowUp size={16} aria-hidden />}
              onClick={reload}
            >
              {t('arrived', { count: arrived })}
            </Button>
          </Box>
        )}
        {isLoading && <RowSkeletons />}
        {items?.length === 0 && !error && (
          <EmptyState
            icon={IconInbox}
            title={unreadOnly ? t('allRead') : t('empty')}
            text={t('emptyText')}
          />
        )}
        {items && items.length > 0 && (
          <>
            <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }} data-testid="inbox">
              {items.map((one) => (
                <NotificationRow
                  key={one.id}
                  notification={one}
                  onOpen={() => void markRead(one)}
                />
              ))}
            </Box>
            <LoadMore
              shown={items.length}
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
