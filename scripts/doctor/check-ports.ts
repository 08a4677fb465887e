import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readPluginFolders } from '../plugin-folders.ts';
import { type Finding, fail, ok, type Site } from './finding.ts';
import { descendsFrom, portOwner } from './port-owner.ts';

type Wanted = { readonly name: string; readonly port: number; readonly variable: string };

/** Whether every port is free, or taken by the platform that runs on the data folder. */
export async function checkPorts(site: Site): Promise<readonly Finding[]> {
  const runner = runningStart(site.dataFolder);
  return Promise.all(wantedPorts(site).map((wanted) => look(wanted, runner)));
}

function wantedPorts({ source, root }: Site): readonly Wanted[] {
  const from = (variable: string, fallback: number) => Number(source[variable] || fallback);
  const base = from('PLUGIN_PORT_BASE', 3000);
  const plugins = readPluginFolders(join(root, 'subgraphs')).map(({ manifest }) => ({
    name: manifest.name,
    port: manifest.port === 0 ? 0 : base + manifest.port - 3000,
    variable: 'PLUGIN_PORT_BASE',
  }));
  return [
    { name: 'router', port: from('ROUTER_PORT', 3000), variable: 'ROUTER_PORT' },
    { name: 'web', port: from('WEB_PORT', 5173), variable: 'WEB_PORT' },
    ...plugins,
  ].filter(({ port }) => Number.isInteger(port) && port > 0 && port < 65_536);
}

async function look({ name, port, variable }: Wanted, runner: number): Promise<Finding> {
  const title = `port ${port}`;
  if (await isFree(port)) return ok(title, `free for ${name}`);
  const owner = portOwner(port);
  if (owner && runner && descendsFrom(owner.pid, runner)) return ok(title, `${name} runs on it`);
  const by = owner ? `process ${owner.pid} (${owner.command})` : 'another process';
  const stop = owner ? `Stop process ${owner.pid}` : 'Stop what listens there';
  return fail(title, `of ${name} is taken by ${by}`, `${stop}, or set ${variable}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** The process that started the platform on this data folder; 0 when none did. */
function runningStart(dataFolder: string): number {
  const file = join(dataFolder, 'start.lock');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) || 0 : 0;
}
