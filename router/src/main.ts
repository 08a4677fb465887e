import { createLogger, type Logger } from '@gestas/sdk';
import { type Command, parseCommand, readCommonEnv } from './config.ts';

/** What closing takes besides draining. */
const CLOSE_LIMIT_MS = 5_000;

try {
  const command = parseCommand(process.argv.slice(2));
  const env = readCommonEnv();
  const logger = createLogger('router', env.LOG_LEVEL);
  process.on('unhandledRejection', (err) => logger.error({ err }, 'unhandled rejection'));
  const router = await run(command, env, logger);
  logger.info({ url: router.url, mode: command.mode }, 'router is listening');
  const stop = () => {
    const { waitMs, limitMs } = env.drain;
    setTimeout(() => process.exit(0), waitMs + limitMs + CLOSE_LIMIT_MS).unref();
    logger.info({ waitMs, limitMs }, 'router is draining');
    void router.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Loads the mode that is asked for, and not the other: mistakes on the command line are answered at once. */
async function run(command: Command, env: ReturnType<typeof readCommonEnv>, logger: Logger) {
  if (command.mode === 'static') {
    const { runStatic } = await import('./engine/run-static.ts');
    return runStatic(command, env, logger);
  }
  const { runManaged } = await import('./engine/run-managed.ts');
  return runManaged(command, env, logger);
}
