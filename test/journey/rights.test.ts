import { describeRights } from './rights-contract.ts';

describeRights('PostgreSQL alone', () => undefined);
