import { randomUUID } from 'node:crypto';
import type { InternalTokenSigner } from '@gestas/sdk';
import { z } from 'zod';
import { createHttpInstance } from '../traffic/create-http-instance.ts';
import { createLocalInstance } from '../traffic/create-local-instance.ts';
import { INSTANCE_LIMITS, type Instance } from '../traffic/instance.ts';
import type { PluginTarget } from '../traffic/plugin-target.ts';

/** The largest SDL a plugin may register. */
const MAX_SDL_BYTES = 256 * 1024;
const Answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });
const BODY = JSON.stringify({ query: '{ _service { sdl } }' });

/** Asks a plugin for its SDL, as an anonymous caller. Throws an Error that names the plugin and what went wrong. */
export async function fetchPluginSdl(
  target: Omit<PluginTarget, 'sessionCookies'>,
  signer: InternalTokenSigner | null,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const instance = instanceOf(target);
  try {
    const delivery = await instance.deliver({
      body: BODY,
      internalToken: signer && (await signer(target.name, { viewer: null })),
      requestId: randomUUID(),
      headers: {},
      signal,
    });
    if (!delivery.ok) throw new Error(`${target.name} did not answer (${delivery.failure})`);
    return readSdl(target.name, delivery.response.body);
  } finally {
    await instance.close();
  }
}

function instanceOf({ name, transport }: Omit<PluginTarget, 'sessionCookies'>): Instance {
  if (transport.kind === 'in-process') {
    return createLocalInstance(name, transport.plugin, INSTANCE_LIMITS);
  }
  const [url] =
    transport.kind === 'http' ? transport.urls : transport.instances.map((one) => one.url);
  if (!url) throw new Error(`${name} has no instance`);
  return createHttpInstance(url, INSTANCE_LIMITS);
}

function readSdl(name: string, body: string): string {
  if (Buffer.byteLength(body) > MAX_SDL_BYTES * 2) throw new Error(`${name}'s SDL is too large`);
  const answer = Answer.safeParse(parseJson(body));
  if (!answer.success) throw new Error(`${name} did not answer its SDL: ${body.slice(0, 200)}`);
  return answer.data.data._service.sdl;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
