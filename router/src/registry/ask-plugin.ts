import { randomUUID } from 'node:crypto';
import type { InternalTokenSigner } from '@gestas/sdk';
import { createHttpInstance } from '../traffic/create-http-instance.ts';
import { createLocalInstance } from '../traffic/create-local-instance.ts';
import { INSTANCE_LIMITS, type Instance, type InstanceLimits } from '../traffic/instance.ts';
import type { PluginTarget } from '../traffic/plugin-target.ts';

/** A plugin that is asked for itself, not for a client. */
export type AskedPlugin = Omit<PluginTarget, 'sessionCookies'>;

/** How a plugin is asked. */
export type AskOptions = {
  /** Null where plugins take no token. */
  readonly signer: InternalTokenSigner | null;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: InstanceLimits;
};

/** Asks the first instance of a plugin, as an anonymous caller. Throws an Error that names the plugin and what went wrong. */
export async function askPlugin(
  target: AskedPlugin,
  query: string,
  { signer, signal = new AbortController().signal, limits = INSTANCE_LIMITS }: AskOptions,
): Promise<string> {
  const instance = instanceOf(target, limits);
  try {
    const delivery = await instance.deliver({
      body: JSON.stringify({ query }),
      internalToken: signer && (await signer(target.name, { viewer: null })),
      requestId: randomUUID(),
      headers: {},
      signal,
    });
    if (!delivery.ok) throw new Error(`${target.name} did not answer (${delivery.failure})`);
    return delivery.response.body;
  } finally {
    await instance.close();
  }
}

function instanceOf({ name, transport }: AskedPlugin, limits: InstanceLimits): Instance {
  if (transport.kind === 'in-process') return createLocalInstance(name, transport.plugin, limits);
  const [first] =
    transport.kind === 'http' ? transport.urls.map((url) => ({ url })) : transport.instances;
  if (!first) throw new Error(`${name} has no instance`);
  if ('plugin' in first && first.plugin) return createLocalInstance(name, first.plugin, limits);
  return createHttpInstance(first.url, limits);
}
