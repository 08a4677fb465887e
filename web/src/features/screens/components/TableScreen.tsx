import type { UiTable } from '@gestas/sdk';
import { Box, Button } from '@mantine/core';
import { IconList, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadMore } from '../../../components/LoadMore.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { type Answer, readPath } from '../hooks/answer.ts';
import type { Place } from '../hooks/place.ts';
import { useRows } from '../hooks/use-rows.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ThingActions } from './ThingActions.tsx';
import { ValueTable } from './ValueTable.tsx';

type Props = { readonly page: UiTable; readonly place: Place };

/** A list of things, page by page, with what may be done with them. */
export function TableScreen({ page, place }: Props) {
  const { t } = useTranslation('screens');
  const { say } = useWording();
  const { rows, total, hasMore, isLoading, isLoadingMore, error, reload, loadMore } = useRows(
    page.document,
  );
  const title = say(page.title);
  const create = <CreateButton page={page} place={place} />;
  return (
    <>
      <PageHeader title={title} actions={create} />
      <Box className="surface" component="section" aria-label={title}>
        {error && (
          <Box p="md">
            <ErrorPanel error={error} onRetry={reload} />
          </Box>
        )}
        {isLoading && <RowSkeletons />}
        {rows.length === 0 && !isLoading && !error && (
          <EmptyState icon={IconList} title={t('empty')} text={t('emptyText')} />
        )}
        {rows.length > 0 && (
          <>
            <Rows page={page} place={place} rows={rows} onChange={reload} />
            <LoadMore
              shown={rows.length}
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

type RowsProps = Props & { readonly rows: readonly Answer[]; readonly onChange: () => void };

function Rows({ page, place, rows, onChange }: RowsProps) {
  const { t } = useTranslation('screens');
  const { say, show } = useWording();
  const { detail, edit, remove, columns } = page;
  const nameOf = (row: Answer) => {
    const [first] = columns;
    return first ? show(readPath(row, first.path), first) : '';
  };
  const leads = place.pageOf(detail) !== undefined && detail !== undefined;
  return (
    <ValueTable
      label={say(page.title)}
      columns={columns}
      rows={rows}
      addressOf={leads ? ({ id }) => place.addressOf(detail, String(id)) : undefined}
      actions={
        edit || remove
          ? {
              label: t('act'),
              of: (row) => (
                <ThingActions
                  place={place}
                  page={page}
                  id={String(row.id)}
                  name={nameOf(row)}
                  onRemoved={onChange}
                />
              ),
            }
          : undefined
      }
    />
  );
}

function CreateButton({ page, place }: Props) {
  const { say } = useWording();
  const isAllowed = usePermissions();
  const form = place.pageOf(page.create);
  if (!form || !isAllowed(form.permission)) return null;
  return (
    <Button
      component={Link}
      to={place.addressOf(form.name)}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {say(form.title)}
    </Button>
  );
}
