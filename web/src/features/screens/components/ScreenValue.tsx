import type { UiColumn } from '@gestas/sdk';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useWording } from '../hooks/use-wording.ts';

type Props = { readonly value: unknown; readonly column: UiColumn };

/** A value as text; a moment as how long ago it was, with the exact time in a tooltip. */
export function ScreenValue({ value, column }: Props) {
  const { show } = useWording();
  const isMoment = column.format === 'dateTime' && typeof value === 'string';
  if (isMoment && !Number.isNaN(Date.parse(value))) return <RelativeTime at={value} />;
  return show(value, column);
}
