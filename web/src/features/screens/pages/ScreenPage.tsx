import type { UiPage } from '@gestas/sdk';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { DetailScreen } from '../components/DetailScreen.tsx';
import { FormScreen } from '../components/FormScreen.tsx';
import { TableScreen } from '../components/TableScreen.tsx';
import { type Place, placeOf } from '../hooks/place.ts';
import { useScreens } from '../hooks/use-screens.ts';

/** A page that a plugin's manifest describes. */
export function ScreenPage() {
  const { plugin = '', page: name = '', id } = useParams();
  const { screens, error, reload } = useScreens();
  const isAllowed = usePermissions();
  if (!screens) {
    return error ? <ErrorPanel error={error} onRetry={reload} /> : <RowSkeletons />;
  }
  const pages = screens.find((one) => one.id === plugin)?.pages ?? [];
  const place = placeOf(plugin, pages);
  const page = place.pageOf(name);
  if (!page || !isAllowed(page.permission)) return <NoScreen />;
  return <Screen key={`${plugin} ${name} ${id ?? ''}`} page={page} place={place} id={id} />;
}

type Props = { readonly page: UiPage; readonly place: Place; readonly id: string | undefined };

function Screen({ page, place, id }: Props) {
  const needsId = page.kind === 'detail' || (page.kind === 'form' && page.load !== undefined);
  if (needsId !== (id !== undefined)) return <NoScreen />;
  if (page.kind === 'table') return <TableScreen page={page} place={place} />;
  if (page.kind === 'form') return <FormScreen page={page} place={place} id={id} />;
  return <DetailScreen page={page} place={place} id={id ?? ''} />;
}

function NoScreen() {
  const { t } = useTranslation('screens');
  return (
    <>
      <PageHeader title={t('missing')} />
      <EmptyState icon={IconPlugConnectedX} title={t('missing')} text={t('missingText')} />
    </>
  );
}
