import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { serveSchema } from './testing/serve-schema.ts';

let served: Awaited<ReturnType<typeof serveSchema>>;
beforeAll(async () => {
  served = await serveSchema();
});
afterAll(() => served.stop());

it('passes all 61 audits of GraphQL over HTTP, without even a warning', async () => {
  const results = await auditServer({ url: served.url });
  const faults = results
    .filter(({ status }) => status !== 'ok')
    .map(({ id, name }) => `${id} ${name}`);
  expect(faults).toEqual([]);
  expect(results).toHaveLength(61);
});
