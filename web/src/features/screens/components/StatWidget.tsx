import type { UiStat } from '@gestas/sdk';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { StatCard } from '../../../components/StatCard.tsx';
import { readPath } from '../hooks/answer.ts';
import { useOne } from '../hooks/use-one.ts';
import { useWording } from '../hooks/use-wording.ts';
import { screenIcon } from './screen-icons.ts';

/** One figure of a plugin. */
export function StatWidget({ widget }: { widget: UiStat }) {
  const { say } = useWording();
  const { answer, error, reload } = useOne(widget.document);
  const value = readPath(answer, widget.path);
  if (error && typeof value !== 'number') return <ErrorPanel error={error} onRetry={reload} />;
  return (
    <StatCard
      label={say(widget.title)}
      value={typeof value === 'number' ? value : undefined}
      icon={screenIcon(widget.icon)}
      color="teal"
      testId={`stat-${widget.name}`}
    />
  );
}
