import { createLogger } from '@gestas/sdk';
import { buildSchema } from 'graphql';
import { createEngine } from '../../engine/create-engine.ts';
import { type ServeOptions, serveGraph } from '../../engine/serve-graph.ts';
import { createSchemaGraph } from '../../engine/testing/create-schema-graph.ts';
import { createLimits } from '../../limits/create-limits.ts';
import { DEFAULT_LIMITS } from '../../limits/limits-profile.ts';
import type { Caller } from '../../pipeline.ts';
import { createMetrics } from '../../telemetry/create-metrics.ts';

const SDL = `
  type Query { hello(name: String): String, slow: String, whoami: String, echo(text: JSON): JSON }
  type Mutation { greet: String }
  type Subscription { ticks: Int }
  scalar JSON
`;

/** A line of the log, as JSON. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Serves a small schema on a free port, with the log and the callers kept for assertions. */
export async function serveSchema(overrides: Partial<ServeOptions> = {}) {
  const lines: LogLine[] = [];
  const callers: Caller[] = [];
  const logger = createLogger('router', 'debug', {
    write: (line) => void lines.push(JSON.parse(line)),
  });
  const limits = createLimits(DEFAULT_LIMITS);
  const engine = createEngine({ logger, admit: limits.admit });
  const graph = createSchemaGraph(buildSchema(SDL), {
    rootValue: (caller) => {
      callers.push(caller);
      return {
        hello: ({ name }: { name?: string }) => `Hello ${name ?? 'you'}`,
        slow: () => new Promise(() => undefined),
        whoami: () => caller.viewer?.userId ?? 'nobody',
        echo: ({ text }: { text: unknown }) => text,
        greet: () => 'greeted',
      };
    },
    setCookies: ['gestas_refresh_abcdef=1; HttpOnly'],
  });
  engine.swap(graph);
  const served = await serveGraph({
    engine,
    logger,
    metrics: createMetrics(),
    limits: DEFAULT_LIMITS,
    authenticate: async () => ({ viewer: null, tokenState: 'absent', expiresAt: null }),
    jwks: () => ({ keys: [] }),
    transports: null,
    port: 0,
    portVariable: 'ROUTER_PORT',
    corsOrigins: ['http://web.test'],
    sessionOrigins: ['http://web.test'],
    ...overrides,
  });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...served, engine, lines, callers, post, origin: served.url.replace('/graphql', '') };
}
