import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStart } from '../../scripts/clone/running-start.ts';
import { freePort, freePortBase } from '../../scripts/embedded/free-port.ts';
import { giveClientTo } from './client-build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The whole platform as a script of the project runs it, in a data folder of its own. */
export type Platform = {
  readonly webUrl: string;
  readonly routerUrl: string;
  /** Everything it printed. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

/** The platform did not say that it is ready within this time; a first start builds the client. */
const READY_WITHIN_MS = 240_000;

/** Starts the platform on free ports and waits for its `ready` line. Throws with its output when it ends first. */
export async function startPlatform(
  env: Readonly<Record<string, string>> = {},
  script: 'start' | 'dev' = 'start',
): Promise<Platform> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gestas-journey-'));
  const remove = () => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await chmod(dataFolder, 0o755); // as root, PostgreSQL runs under another account
    await giveClientTo(dataFolder);
    const variables = {
      NODE_ENV: 'development',
      GESTAS_DATA_DIR: dataFolder,
      GESTAS_LIMITS: 'test',
      ROUTER_PORT: String(await freePort()),
      WEB_PORT: String(await freePort()),
      PLUGIN_PORT_BASE: String(await freePortBase()),
      ...env,
    };
    const started = await runStart(root, variables, READY_WITHIN_MS, script);
    return { ...started, stop: () => started.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
