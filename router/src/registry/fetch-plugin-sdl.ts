import type { InternalTokenSigner } from '@gestas/sdk';
import { z } from 'zod';
import { type AskedPlugin, askPlugin } from './ask-plugin.ts';
import { parseJson } from './parse-json.ts';

/** The largest SDL a plugin may register. */
const MAX_SDL_BYTES = 256 * 1024;
const Answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });

/** Asks a plugin for its SDL, as an anonymous caller. Throws an Error that names the plugin and what went wrong. */
export async function fetchPluginSdl(
  target: AskedPlugin,
  signer: InternalTokenSigner | null,
  signal?: AbortSignal,
): Promise<string> {
  const body = await askPlugin(target, '{ _service { sdl } }', { signer, signal });
  const { name } = target;
  if (Buffer.byteLength(body) > MAX_SDL_BYTES * 2) throw new Error(`${name}'s SDL is too large`);
  const answer = Answer.safeParse(parseJson(body));
  if (!answer.success) throw new Error(`${name} did not answer its SDL: ${body.slice(0, 200)}`);
  return answer.data.data._service.sdl;
}
