import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createInternalTokenVerifier,
  type InternalIdentity,
  type PluginRequest,
  type PluginResponse,
  withPlatformHeader,
} from '@gestas/sdk';
import { graphql } from 'graphql';
import type { JWK } from 'jose';
import type { ManagedPlugin } from '../../../router/src/engine/managed-plugin.ts';
import { schemaOf } from './subgraphs.ts';

/** What resolvers of a test plugin are given. */
export type PluginContext = InternalIdentity & { readonly answers: { gestas?: object } };

/** A plugin as the SDK makes them (canonical header, internal token checked), with nothing behind its resolvers. */
export function createTestPlugin(
  routerKey: JWK,
  manifest: Partial<ManagedPlugin['manifest']> & { readonly name: string },
  sdl: string,
  resolvers: object,
) {
  const full = withPlatformHeader(sdl);
  const schema = schemaOf({ name: manifest.name, sdl: full, resolvers });
  const verify = createInternalTokenVerifier(routerKey, manifest.name);
  const calls: PluginContext[] = [];

  async function handle(request: PluginRequest): Promise<PluginResponse> {
    const { query, variables } = JSON.parse(request.body);
    try {
      const identity = await verify(request.internalToken);
      const contextValue: PluginContext = { ...identity, answers: {} };
      calls.push(contextValue);
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        contextValue,
      });
      return { status: 200, body: JSON.stringify({ ...result, extensions: contextValue.answers }) };
    } catch (error) {
      return { status: 401, body: JSON.stringify({ errors: [{ message: String(error) }] }) };
    }
  }

  const own = { sessionCookies: false, establishesViewer: [], ...manifest };
  return {
    calls,
    sdl: full,
    handle,
    local: {
      manifest: own,
      sdl: full,
      transport: { kind: 'in-process', plugin: { handle } },
    } as ManagedPlugin,
    /** Serves it on a port (0: any); the SDL is then asked of it. */
    async listen(fixedPort = 0) {
      const server = createServer(async (request, response) => {
        if (request.method === 'GET') return void response.end('{"status":"ready"}');
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const internalToken = request.headers['x-gestas-token'];
        const body = Buffer.concat(chunks).toString('utf8');
        const answer = await handle({
          body,
          internalToken: internalToken ? String(internalToken) : undefined,
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
      await new Promise<void>((resolve) => server.listen(fixedPort, resolve));
      const { port } = server.address() as AddressInfo;
      const urls = [`http://localhost:${port}/graphql`];
      return {
        urls,
        plugin: { manifest: own, transport: { kind: 'http', urls } } as ManagedPlugin,
        stop: () =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    },
  };
}
