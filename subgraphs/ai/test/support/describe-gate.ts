import { afterAll, describe, expect, it } from '@jest/globals';
import { createGateCrew } from '../../src/gates/gate-crew.ts';
import { createJudge, type Judge } from '../../src/gates/judge.ts';
import { readMountedFolders } from '../../src/graph/read-mounted-folders.ts';
import { type Change, sound } from './change-candidate.ts';
import { SLOW_MS } from './forge-world.ts';

/** What is wrong, the code of the issue that says so, and how a sound plugin comes to it. */
type Fault = readonly [what: string, code: string, change: Change];

/** Every gate against the mounted plugins, on one process for a test file, which ends when the file's tests do. */
export function useJudge(): Judge {
  const crew = createGateCrew();
  afterAll(() => crew.stop());
  return createJudge(crew, () => readMountedFolders('subgraphs'));
}

/** A gate stops each of these, it and none before it, and says why. */
export function describeGate(gate: string, judge: Judge, faults: readonly Fault[]): void {
  describe(`the gate of ${gate}`, () => {
    it.each(faults)(
      'stops %s',
      async (_what, code, change) => {
        const { issues, checks } = await judge(change(sound()));
        expect(issues.map((issue) => issue.code)).toContain(code);
        expect(checks.find(({ status }) => status === 'FAILED')?.gate).toBe(gate);
        expect(issues.every(({ message }) => message.length > 0)).toBe(true);
      },
      SLOW_MS,
    );
  });
}
