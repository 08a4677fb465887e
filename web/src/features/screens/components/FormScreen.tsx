import type { UiForm } from '@gestas/sdk';
import { Box } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import type { Place } from '../hooks/place.ts';
import { useOne } from '../hooks/use-one.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ThingForm } from './ThingForm.tsx';

type Props = { readonly page: UiForm; readonly place: Place; readonly id: string | undefined };

/** Makes something new, or changes what `load` answers. */
export function FormScreen({ page, place, id }: Props) {
  const { t } = useTranslation('screens');
  const navigate = useNavigate();
  const { say } = useWording();
  const { one, error, isLoading, reload } = useOne(page.load, id);
  const after = place.afterOf(page.next);
  const isReady = page.load === undefined || (one !== undefined && one !== null);
  return (
    <>
      <PageHeader title={say(page.title)} />
      <Box className="surface" component="section" p="md" maw={720} aria-label={say(page.title)}>
        {error && <ErrorPanel error={error} onRetry={reload} />}
        {isLoading && <RowSkeletons />}
        {one === null && !error && (
          <EmptyState icon={IconFileOff} title={t('gone')} text={t('goneText')} />
        )}
        {isReady && !isLoading && (
          <ThingForm
            page={page}
            edited={page.load === undefined ? undefined : one}
            id={page.load === undefined ? undefined : id}
            back={after}
            onSaved={() => void navigate(after)}
          />
        )}
      </Box>
    </>
  );
}
