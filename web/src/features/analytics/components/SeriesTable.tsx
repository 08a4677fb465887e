import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBucket } from '../hooks/format-bucket.ts';
import type { Bucket, SeriesPoint } from '../hooks/metric-series.ts';

type Props = {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
  readonly bucket: Bucket;
};

/** A series as a table, the newest first. */
export function SeriesTable({ title, points, bucket }: Props) {
  const { t, i18n } = useTranslation('analytics');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section tabIndex={0} aria-label={title} style={{ maxHeight: 260, overflowY: 'auto' }}>
      <Table stickyHeader captionSide="top">
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chart.time')}</Table.Th>
            <Table.Th ta="right">{t('chart.value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map(({ at, value }) => (
            <Table.Tr key={at}>
              <Table.Td>{formatBucket(at, bucket, i18n.language)}</Table.Td>
              <Table.Td ta="right">{value.toLocaleString(i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
