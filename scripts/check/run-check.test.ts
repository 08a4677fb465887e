import { describe, expect, it } from '@jest/globals';
import { runCheck } from './run-check.ts';

describe('runCheck', () => {
  it('passes with exit code 0, and keeps what was printed', async () => {
    const result = await runCheck(['-e', 'console.log("said"); console.error("warned")']);
    expect(result.ok).toBe(true);
    expect(result.output.split('\n').sort()).toEqual(['', 'said', 'warned']);
    expect(result.seconds).toBeGreaterThan(0);
  });

  it.each([
    ['another exit code', 'process.exit(3)'],
    ['a throw', 'throw new Error("broken")'],
    ['a signal', 'process.kill(process.pid, "SIGKILL")'],
  ])('fails with %s', async (_name, script) => {
    expect((await runCheck(['-e', script])).ok).toBe(false);
  });
});
