import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Manifest } from '../manifest.ts';

/** The longest text looked at: the gate says more precisely what is too large. */
const MAX_LENGTH = 2 * 1024 * 1024;

const Content = z.object({ manifest: z.unknown(), sdl: z.string() });

/** What a plugin registers. */
export type RegistrationContent = { readonly manifest: Manifest; readonly sdl: string };

/** Where a plugin's content is, by its hash: instances of one version share it. */
export function contentKey(plugin: string, hash: string): string {
  return `registry:content:${plugin}:${hash}`;
}

/** The text that is stored, and the hash that leases name. */
export function writeContent(content: RegistrationContent): { text: string; hash: string } {
  const text = JSON.stringify({ manifest: content.manifest, sdl: content.sdl });
  return { text, hash: hashOf(text) };
}

/** Reads a stored content. Throws an Error when it is not the one that was signed, or its manifest is not valid. */
export function readContent(plugin: string, hash: string, text: string): RegistrationContent {
  if (text.length > MAX_LENGTH) throw new Error('the registration is too large');
  if (hashOf(text) !== hash) throw new Error('the registration is not the one that was signed');
  const { manifest, sdl } = Content.parse(JSON.parse(text));
  const parsed = Manifest.safeParse(manifest);
  if (!parsed.success) throw new Error(`manifest.json: ${z.prettifyError(parsed.error)}`);
  if (parsed.data.name !== plugin) throw new Error(`the manifest names ${parsed.data.name}`);
  return { manifest: parsed.data, sdl };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
