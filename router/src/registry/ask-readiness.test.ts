import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { askReadiness } from './ask-readiness.ts';

it.each([
  ['ready', 200],
  ['not-ready', 503],
  ['silent', null],
] as const)('an instance is %s', async (expected, status) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (status) response.writeHead(status).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  expect(await askReadiness(`http://localhost:${port}/graphql`)).toBe(expected);
  expect(asked).toEqual(['/health/ready']);
  server.closeAllConnections();
  server.close();
});

it('nobody listens there: refused', async () => {
  expect(await askReadiness('http://localhost:1/graphql')).toBe('refused');
});
