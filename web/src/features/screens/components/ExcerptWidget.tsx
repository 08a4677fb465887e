import type { UiExcerpt } from '@gestas/sdk';
import { Anchor, Box, Group, Title } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { readConnection } from '../hooks/answer.ts';
import type { Place } from '../hooks/place.ts';
import { useOne } from '../hooks/use-one.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ValueTable } from './ValueTable.tsx';

type Props = { readonly widget: UiExcerpt; readonly place: Place };

/** A few rows of a plugin, with the way to the rest. */
export function ExcerptWidget({ widget, place }: Props) {
  const { t } = useTranslation('screens');
  const { say } = useWording();
  const id = useId();
  const { answer, error, isLoading, reload } = useOne(widget.document);
  const { rows } = readConnection(answer);
  const page = place.pageOf(widget.page);
  return (
    <Box component="section" className="surface" aria-labelledby={id}>
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2} size="h4" id={id}>
          {say(widget.title)}
        </Title>
        {page && (
          <Anchor component={Link} to={place.addressOf(page.name)} size="sm">
            {t('all')}
          </Anchor>
        )}
      </Group>
      {error && (
        <Box p="md">
          <ErrorPanel error={error} onRetry={reload} />
        </Box>
      )}
      {isLoading && <RowSkeletons rows={3} />}
      {rows.length === 0 && !isLoading && !error && (
        <EmptyState icon={IconList} title={t('empty')} text={t('emptyText')} />
      )}
      {rows.length > 0 && (
        <ValueTable label={say(widget.title)} columns={widget.columns} rows={rows} />
      )}
    </Box>
  );
}
