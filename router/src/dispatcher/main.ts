import { createLogger } from '@gestas/sdk';
import { readDispatcherEnv, startDispatcher } from './start-dispatcher.ts';

/** The dispatcher as a process of its own: what its container runs. `npm start` and `npm run dev` have it inside. */
const STOP_LIMIT_MS = 20_000;
try {
  const env = readDispatcherEnv();
  const logger = createLogger('dispatcher', env.LOG_LEVEL);
  const dispatcher = await startDispatcher(env, logger);
  logger.info({ port: dispatcher.port }, 'dispatcher is running');
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void dispatcher.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
