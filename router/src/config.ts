import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LOG_LEVELS, readEnv } from '@gestas/sdk';
import { z } from 'zod';
import { DEFAULT_LIMITS, type LimitsProfile, TEST_LIMITS } from './limits/limits-profile.ts';
import { isHostPattern, LOOPBACK } from './registry/create-host-rule.ts';

const USAGE = `Usage: router --supergraph FILE --port N [--config FILE.yaml] [--host HOST] [--engine own|apollo]
       router [--plugins FOLDER] [--port N] [--host HOST]

Without --supergraph the router serves the plugins that register; with --plugins those of a folder, on their fixed ports.`;

/** What the command line asks for. */
export type Command =
  | {
      readonly mode: 'static';
      readonly supergraph: string;
      readonly config: string | null;
      readonly engine: 'own' | 'apollo';
      readonly port: number | null;
      readonly host: string | undefined;
    }
  | {
      readonly mode: 'managed';
      /** A folder of plugins on fixed ports; null: those that register. */
      readonly plugins: string | null;
      readonly port: number | null;
      readonly host: string | undefined;
    };

/** Parses the command line; throws an Error with the usage when it makes no sense. */
export function parseCommand(args: readonly string[]): Command {
  const { values } = parseOptions(args);
  const port = values.port === undefined ? null : parsePort(values.port);
  const engine = values.engine ?? 'own';
  if (engine !== 'own' && engine !== 'apollo') throw usage(`--engine ${engine} is not known.`);
  const { supergraph, plugins, host } = values;
  if (supergraph !== undefined && plugins !== undefined) {
    throw usage('Give --supergraph or --plugins, not both.');
  }
  if (supergraph !== undefined) {
    return { mode: 'static', supergraph, config: values.config ?? null, engine, port, host };
  }
  return { mode: 'managed', plugins: plugins ?? null, port, host };
}

function parseOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        supergraph: text,
        plugins: text,
        config: text,
        port: text,
        host: text,
        engine: text,
      },
    });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw usage(`--port must be a number from 0 to 65535, not "${text}".`);
}

function usage(message: string): Error {
  return new Error(`${message}\n${USAGE}`);
}

/** Reads a file the command line names; throws an Error that names it when it can't be read. */
export async function readNamedFile(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : String(code ?? cause);
    throw new Error(`${option} ${file} cannot be read: ${reason}.`, { cause });
  }
}

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .pipe(
    z.array(
      z
        .url({ protocol: /^https?$/ })
        .refine(
          (url) => URL.canParse(url) && new URL(url).origin === url,
          'must be an origin, such as https://app.example.com',
        ),
    ),
  );

const hosts = z
  .string()
  .default(LOOPBACK.join(','))
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(
    z.array(
      z.string().refine(isHostPattern, 'must be a host, such as plugin-*, 10.0.0.0/8 or localhost'),
    ),
  );

/** The environment both modes read. Throws an Error listing every fault. */
export function readCommonEnv(source?: Record<string, string | undefined>) {
  const port = z.coerce.number().int().min(0).max(65_535).default(3000);
  const milliseconds = z.coerce.number().int().min(0).max(600_000);
  const env = readEnv(
    {
      ROUTER_PORT: port,
      ROUTER_CORS_ORIGINS: list,
      LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
      DRAIN_WAIT_MS: milliseconds.default(0),
      DRAIN_LIMIT_MS: milliseconds.default(30_000),
    },
    source,
  );
  return { ...env, drain: { waitMs: env.DRAIN_WAIT_MS, limitMs: env.DRAIN_LIMIT_MS } };
}

/** The environment of managed mode. Throws an Error listing every fault. */
export function readManagedEnv(source?: Record<string, string | undefined>) {
  const env = readEnv(
    {
      REDIS_URL: z.url().optional(),
      EVENTS_DATABASE_URL: z.url(),
      GESTAS_ROUTER_KEY: z.string().transform((text, context) => {
        try {
          return z.looseObject({ kty: z.string() }).parse(JSON.parse(text));
        } catch {
          context.addIssue('must be a private Ed25519 JWK in JSON');
          return z.NEVER;
        }
      }),
      GESTAS_DATA_DIR: z.string().default('.data'),
      GESTAS_LIMITS: z.enum(['default', 'test']).default('default'),
      NODE_ENV: z.string().default('development'),
      ROUTER_PLUGIN_HOSTS: hosts,
      PLUGIN_PORT_BASE: z.coerce.number().int().min(0).max(65_000).default(3000),
      WEB_ORIGIN: z.url().optional(),
      SECURE_COOKIES: z.stringbool().optional(),
      TRUST_PROXY: z.stringbool().default(false),
    },
    source,
  );
  return { ...env, limits: limitsProfile(env.GESTAS_LIMITS, env.NODE_ENV) };
}

function limitsProfile(name: 'default' | 'test', nodeEnv: string): LimitsProfile {
  if (name === 'default') return DEFAULT_LIMITS;
  if (nodeEnv === 'production') {
    throw new Error('GESTAS_LIMITS=test is refused when NODE_ENV=production.');
  }
  return TEST_LIMITS;
}
