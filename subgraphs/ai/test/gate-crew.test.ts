import { describe, expect, it } from '@jest/globals';
import { createGateCrew } from '../src/gates/gate-crew.ts';
import { createJudge } from '../src/gates/judge.ts';
import { sound } from './support/change-candidate.ts';
import { SLOW_MS } from './support/forge-world.ts';

describe('the process of the gates', () => {
  it('let nothing pass when they break', async () => {
    const broken = createGateCrew({ timeoutMs: 1 });
    const { issues } = await createJudge(broken, async () => [])(sound());
    expect(issues).toMatchObject([{ code: 'GATE_BROKEN', severity: 'ERROR' }]);
    await broken.stop();
  });

  it(
    'give their memory back when idle',
    async () => {
      const idle = createGateCrew({ idleMs: 20 });
      await idle.run({ kind: 'IMPORTS', files: [] });
      expect(idle.isWarm()).toBe(true);
      while (idle.isWarm()) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await idle.run({ kind: 'IMPORTS', files: [] })).toEqual([]);
      await idle.stop();
    },
    SLOW_MS,
  );
});
