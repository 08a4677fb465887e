/** Runs named checks one after the other, each telling its name, outcome and seconds. */
export type Checks = {
  /** Runs one; a failure is told and counted, and the next one runs all the same. */
  run(name: string, check: () => unknown): Promise<void>;
  /** Prints the sum as jest does; true when nothing failed. */
  report(): boolean;
};

/** No check has run yet. */
export function createChecks(say: (line: string) => void): Checks {
  let passed = 0;
  let failed = 0;
  return {
    async run(name, check) {
      const began = performance.now();
      const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
      try {
        await check();
        passed++;
        say(`  ✓ ${name} (${seconds()} s)`);
      } catch (error) {
        failed++;
        say(`  ✗ ${name} (${seconds()} s)\n${error instanceof Error ? error.message : error}`);
      }
    },
    report() {
      const faults = failed > 0 ? `${failed} failed, ` : '';
      say(`Tests:       ${faults}${passed} passed, ${passed + failed} total`);
      return failed === 0;
    },
  };
}
