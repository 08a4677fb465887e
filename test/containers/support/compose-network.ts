import { freePort, freePortBase } from '../../../scripts/embedded/free-port.ts';
import { readPluginFolders } from '../../../scripts/plugin-folders.ts';
import type { ComposeContainer } from './compose-environment.ts';
import type { PublishedPort } from './run-container.ts';

/** Where the base of the plugins' ports is in a container. */
const BASE_INSIDE = 3000;

/** The compose file's network as it is on this machine, where every container has a port of its own. */
export type ComposeNetwork = {
  /** Null for a container that listens nowhere. */
  portOf(name: string): PublishedPort | null;
  /** A container's environment with each address of the network as it is on this machine. */
  envOf(container: ComposeContainer): Readonly<Record<string, string>>;
};

/** Draws a port for each container that listens; `stores` says where the addresses of the stores are found. */
export async function createComposeNetwork(
  stores: Readonly<Record<string, string>>,
): Promise<ComposeNetwork> {
  const base = await freePortBase();
  const ports = new Map<string, PublishedPort>();
  for (const { manifest } of readPluginFolders('subgraphs')) {
    const { name, port: inside } = manifest;
    ports.set(name, { inside, here: base + inside - BASE_INSIDE });
  }
  const others = { gateway: 3000, frontend: 5173, dispatcher: 3009 };
  for (const [name, inside] of Object.entries(others)) {
    ports.set(name, { inside, here: await freePort() });
  }
  const here = (name: keyof typeof others) => String(ports.get(name)?.here);
  const addresses = { ...stores, 'gateway:3000': `localhost:${here('gateway')}` };
  const own = {
    PLUGIN_PORT_BASE: String(base),
    PLUGIN_HOST: 'localhost',
    ROUTER_PORT: here('gateway'),
    WEB_PORT: here('frontend'),
    DISPATCHER_PORT: here('dispatcher'),
  };
  return {
    portOf: (name) => ports.get(name) ?? null,
    envOf({ env }) {
      const replaced = Object.entries(env).map(([name, value]) => {
        const text = Object.entries(addresses).reduce((all, [a, b]) => all.replaceAll(a, b), value);
        return [name, text] as const;
      });
      return { ...Object.fromEntries(replaced), ...own };
    },
  };
}
