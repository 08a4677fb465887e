import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInternalTokenSigner, createInternalTokenVerifier } from '@gestas/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { stranger } from '../gate/testing/gate-world.ts';
import type { InstanceTarget } from '../traffic/plugin-target.ts';
import { createProbe } from './create-probe.ts';

const pair = await generateKeyPair('EdDSA', { extractable: true });
const signer = createInternalTokenSigner(await exportJWK(pair.privateKey));
const candidate = stranger('');
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function instance(listener: RequestListener): Promise<InstanceTarget> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { id: String(port), url: `http://127.0.0.1:${port}/graphql` };
}

const probe = (instances: readonly InstanceTarget[]) =>
  createProbe({ signer, instancesOf: () => instances, pauseMs: 1, timeoutMs: 200 })(candidate);
const WELL = '{"data":{"__typename":"Query"}}';

describe('the smoke query', () => {
  it('is answered, by an instance that checks the token', async () => {
    const verify = createInternalTokenVerifier(
      await exportJWK(pair.publicKey),
      candidate.manifest.name,
    );
    const target = await instance(async (request, response) => {
      await verify(String(request.headers['x-gestas-token']));
      response.end(WELL);
    });
    expect(await probe([target])).toEqual([]);
  });

  it('is answered in this process', async () => {
    const plugin = { handle: async () => ({ status: 200, body: WELL }) };
    expect(await probe([{ id: 'a', url: 'http://nowhere/graphql', plugin }])).toEqual([]);
  });

  it('is answered by an instance that is only just listening', async () => {
    let asked = 0;
    const target = await instance((_request, response) => {
      asked += 1;
      if (asked < 3) response.destroy();
      else response.end(WELL);
    });
    expect(await probe([target])).toEqual([]);
  });

  it.each<[string, RequestListener | null]>([
    ['is silent', () => undefined],
    ['answers something else', (_request, response) => void response.end('{"data":null}')],
    ['answers no JSON', (_request, response) => void response.end('<html>')],
    ['answers without end', (_request, response) => void response.end('x'.repeat(100_000))],
    [
      'sends elsewhere',
      (_request, response) => void response.writeHead(302, { location: '/' }).end(),
    ],
    ['is not there', null],
  ])('is a refusal when the instance %s', async (_what, listener) => {
    const targets = listener ? [await instance(listener)] : [];
    expect(await probe(targets)).toMatchObject([{ code: 'SMOKE_FAILED' }]);
  });
});
