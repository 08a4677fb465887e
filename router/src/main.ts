import { createLogger } from '@gestas/sdk';
import { parseCommand, readCommonEnv } from './config.ts';
import { runManaged } from './engine/run-managed.ts';
import { runStatic } from './engine/run-static.ts';

const STOP_LIMIT_MS = 5_000;

try {
  const command = parseCommand(process.argv.slice(2));
  const env = readCommonEnv();
  const logger = createLogger('router', env.LOG_LEVEL);
  process.on('unhandledRejection', (err) => logger.error({ err }, 'unhandled rejection'));
  const router =
    command.mode === 'static'
      ? await runStatic(command, env, logger)
      : await runManaged(command, env, logger);
  logger.info({ url: router.url, mode: command.mode }, 'router is listening');
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    void router.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
