import type { UiColumn, UiDetail } from '@gestas/sdk';
import { Box, Text } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { isAnswer, readPath } from '../hooks/answer.ts';
import type { Place } from '../hooks/place.ts';
import { useOne } from '../hooks/use-one.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ScreenValue } from './ScreenValue.tsx';
import { ThingActions } from './ThingActions.tsx';

type Props = { readonly page: UiDetail; readonly place: Place; readonly id: string };

/** One thing: its values one below the other, and what may be done with it. */
export function DetailScreen({ page, place, id }: Props) {
  const { t } = useTranslation('screens');
  const navigate = useNavigate();
  const { say, show } = useWording();
  const { one, error, isLoading, reload } = useOne(page.document, id);
  const [first] = page.columns;
  const name = first && isAnswer(one) ? show(readPath(one, first.path), first) : '';
  return (
    <>
      <PageHeader
        title={say(page.title)}
        actions={
          isAnswer(one) && (
            <ThingActions
              place={place}
              page={page}
              id={id}
              name={name}
              onRemoved={() => void navigate(place.afterOf(undefined))}
            />
          )
        }
      />
      <Box className="surface" component="section" aria-label={say(page.title)}>
        {error && (
          <Box p="md">
            <ErrorPanel error={error} onRetry={reload} />
          </Box>
        )}
        {isLoading && <RowSkeletons rows={page.columns.length} />}
        {one === null && !error && (
          <EmptyState icon={IconFileOff} title={t('gone')} text={t('goneText')} />
        )}
        {isAnswer(one) && (
          <Box component="dl" m={0} p="md">
            {page.columns.map((column) => (
              <Fact key={column.path} column={column} value={readPath(one, column.path)} />
            ))}
          </Box>
        )}
      </Box>
    </>
  );
}

function Fact({ column, value }: { column: UiColumn; value: unknown }) {
  const { say } = useWording();
  return (
    <Box py={8} data-testid="screen-fact">
      <Text component="dt" size="sm" c="dimmed">
        {say(column.label)}
      </Text>
      <Box component="dd" m={0} style={{ whiteSpace: 'pre-wrap' }}>
        <ScreenValue value={value} column={column} />
      </Box>
    </Box>
  );
}
