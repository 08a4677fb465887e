import type { Logger } from '@gestas/sdk';
import { type Command, type readCommonEnv, readNamedFile } from '../config.ts';
import { parseStaticConfig } from '../static-config.ts';
import { type StaticRouter, startStaticRouter } from './start-static-router.ts';

/** Runs static mode as the command line says; throws an Error with a clear message when it can't. */
export async function runStatic(
  command: Extract<Command, { mode: 'static' }>,
  env: ReturnType<typeof readCommonEnv>,
  logger: Logger,
): Promise<StaticRouter> {
  const supergraphSdl = await readNamedFile('--supergraph', command.supergraph);
  const text = command.config === null ? '' : await readNamedFile('--config', command.config);
  const options = {
    ...parseStaticConfig(text),
    supergraphSdl,
    engine: command.engine,
    port: command.port ?? env.ROUTER_PORT,
    host: command.host,
    logger,
    corsOrigins: env.ROUTER_CORS_ORIGINS,
    drain: env.drain,
  };
  try {
    return await startStaticRouter(options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${command.supergraph} cannot be served: ${reason}`, { cause });
  }
}
