import { describe, expect, it } from '@jest/globals';
import { mergeSteps } from './merge-steps.ts';

const step = (name: string, minute: number) => ({
  step: name,
  status: 'DONE',
  at: new Date(minute * 60_000).toISOString(),
});

describe('mergeSteps', () => {
  it('shows a step once, though it was read and told', () => {
    const [queued, gates] = [step('QUEUED', 1), step('GATES', 2)];
    expect(mergeSteps([queued, gates], [{ ...gates }])).toEqual([queued, gates]);
  });

  it('takes a step for the same though event and row are stamped a moment apart', () => {
    const [told, read] = [
      step('GATES', 1),
      { ...step('GATES', 1), at: '1970-01-01T00:01:00.012Z' },
    ];
    expect(mergeSteps([read], [told, told])).toEqual([read]);
  });

  it('shows the second of two rounds, though it follows at once', () => {
    const [first, second] = [
      step('GATES', 1),
      { ...step('GATES', 1), at: '1970-01-01T00:01:00.500Z' },
    ];
    expect(mergeSteps([first], [first, second])).toEqual([first, second]);
  });

  it('orders by time, and keeps a step that comes again', () => {
    const rounds = [step('GATES', 1), step('REPAIR', 2), step('GATES', 3)];
    expect(mergeSteps(rounds.slice(1), rounds.slice(0, 1))).toEqual(rounds);
  });
});
