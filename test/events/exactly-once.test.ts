import { startCountingWorld } from './support/counting-world.ts';
import { describeExactlyOnce } from './support/exactly-once-contract.ts';

describeExactlyOnce(() => startCountingWorld());
