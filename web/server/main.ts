import { fileURLToPath } from 'node:url';
import { readWebEnv } from './read-web-env.ts';
import { startWebServer } from './start-web-server.ts';

/** The web client's server as a process of its own: what its container runs. The built client lies in `../public`. */
const CLOSE_LIMIT_MS = 5_000;
try {
  const env = readWebEnv();
  const { drain } = env;
  const server = await startWebServer({
    port: env.WEB_PORT,
    host: env.WEB_HOST,
    folder: fileURLToPath(new URL('../public', import.meta.url)),
    routerUrl: env.ROUTER_URL,
    trustProxy: env.TRUST_PROXY,
    drain,
  });
  tell(`web client is listening on port ${env.WEB_PORT}, in front of ${env.ROUTER_URL}`);
  const stop = () => {
    setTimeout(() => process.exit(0), drain.waitMs + drain.limitMs + CLOSE_LIMIT_MS).unref();
    void server.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}
