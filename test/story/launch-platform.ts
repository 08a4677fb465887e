import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, freePortBase } from '../../scripts/embedded/free-port.ts';

/** A platform that a script of the project started, in a data folder of its own. */
export type LaunchedPlatform = {
  readonly url: string;
  readonly webUrl: string;
  /** Everything it has said so far. */
  readonly said: () => string;
  /** Ends it and removes its data; answers its exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Runs a start script with variables and waits for its `ready` line; throws with what it said when it ends first. */
export async function launchPlatform(
  script: 'scripts/start.ts' | 'scripts/dev.ts',
  variables: Readonly<Record<string, string>>,
): Promise<LaunchedPlatform> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gestas-story-'));
  await chmod(dataFolder, 0o755); // as root, PostgreSQL runs under another account
  const child = spawn(process.execPath, ['scripts/run.mjs', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      GESTAS_DATA_DIR: dataFolder,
      GESTAS_LIMITS: 'test',
      ROUTER_PORT: String(await freePort()),
      WEB_PORT: String(await freePort()),
      PLUGIN_PORT_BASE: String(await freePortBase()),
      ...variables,
    },
  });
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    return child.exitCode;
  };
  const ready = () => /^ready router=(\S+) web=(\S+)/m.exec(output);
  while (!ready() && child.exitCode === null) await delay(50);
  const [, url = '', webUrl = ''] = ready() ?? [];
  if (url) return { url, webUrl, said: () => output, stop };
  await stop();
  throw new Error(output);
}
