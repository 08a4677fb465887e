import { afterAll, beforeAll, describe, it } from '@jest/globals';
import {
  createDispatcherHarness,
  type DispatcherHarness,
  type DispatcherSetup,
} from './dispatcher-harness.ts';
import { interruptionContract } from './interruption-contract.ts';
import { orderContract } from './order-contract.ts';

/** What dispatchers must hold over every twin of the log, and more checks of one twin. */
export function describeDispatcherContract(
  start: () => Promise<DispatcherSetup>,
  more: Record<string, (harness: DispatcherHarness) => Promise<void>> = {},
): void {
  describe('dispatcher', () => {
    let setup: DispatcherSetup;
    beforeAll(async () => {
      setup = await start();
    });
    afterAll(() => setup.stop());

    for (const [name, check] of Object.entries({
      ...orderContract,
      ...interruptionContract,
      ...more,
    })) {
      it(name, async () => {
        const harness = await createDispatcherHarness(setup);
        await check(harness).finally(harness.stop);
      });
    }
  });
}
