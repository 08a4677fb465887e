import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { KeyValue } from '../key-value.ts';
import { counterContract } from './counter-contract.ts';
import { raceContract } from './race-contract.ts';
import { scanContract } from './scan-contract.ts';
import { valueContract } from './value-contract.ts';

/** One twin under test. */
export type KeyValueSetup = {
  /** A store of its own connections, as another process has; the set-up closes it. */
  open(): KeyValue;
  stop(): Promise<void>;
};

/** What every `KeyValue` must hold; run over each twin. */
export function describeKeyValueContract(start: () => Promise<KeyValueSetup>): void {
  describe('key-value store', () => {
    let setup: KeyValueSetup;
    beforeAll(async () => {
      setup = await start();
    });
    afterAll(() => setup.stop());

    const contract = { ...valueContract, ...raceContract, ...counterContract, ...scanContract };
    for (const [name, check] of Object.entries(contract)) {
      it(name, () => check(setup.open(), `${randomUUID()}:`, setup.open));
    }
  });
}
