import { join } from 'node:path';
import type { Manifest } from '@gestas/sdk';
import { freePort } from '../embedded/free-port.ts';
import { ownVariables } from '../own-variables.ts';
import { pluginVariables } from '../plugin-variables.ts';
import { guardLimits } from './guard-process.ts';
import type { HotWorld } from './hot-world.ts';
import { type KeptProcess, keepRunning } from './keep-running.ts';
import { startPluginProcess } from './start-plugin-process.ts';

const PLATFORM_PORT_BASE = 3000;

/** Starts a plugin's process and keeps it running; its ends are told by `tell`. A port of 0 is drawn anew each time. */
export function startKeptPlugin(
  folder: string,
  manifest: Manifest,
  { env, secrets, stores, given }: HotWorld,
  tell: (message: string) => void,
): Promise<KeptProcess> {
  const { schema } = manifest.database;
  const variables = {
    ...ownVariables(manifest, env.dataFolder, given),
    ...pluginVariables(manifest, stores, secrets, env, given),
  };
  const logFile = join(env.dataFolder, 'plugins', `${schema}.log`);
  const fixed = env.PLUGIN_PORT_BASE + manifest.port - PLATFORM_PORT_BASE;
  const limits = guardLimits(env.GESTAS_PLUGIN_MEMORY_MB, env.GESTAS_PLUGIN_SILENCE_MS);
  return keepRunning({
    async start() {
      const port = manifest.port === 0 ? await freePort() : fixed;
      const own = { ...variables, [`${schema.toUpperCase()}_PORT`]: String(port) };
      return startPluginProcess({ folder, port, variables: own, logFile, limits });
    },
    onExit: (reason) => tell(`${reason}; it is started again (${logFile})`),
  });
}
