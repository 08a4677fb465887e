import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
};

/** The foot of a list: how much of it is shown, and the rest on request. */
export function LoadMore({ shown, total, hasMore, isLoading, onMore }: Props) {
  const { t } = useTranslation('components');
  return (
    <Group justify="space-between" px="md" py="sm">
      <Text size="sm" c="dimmed" role="status">
        {t('shown', { shown, total })}
      </Text>
      {hasMore && (
        <Button variant="default" size="sm" loading={isLoading} onClick={onMore}>
          {t('loadMore')}
        </Button>
      )}
    </Group>
  );
}
