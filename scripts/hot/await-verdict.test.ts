import type { RegisteredPlugin, RegistryReader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { sampleManifest } from '../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { awaitVerdict } from './await-verdict.ts';
import type { KeptProcess } from './keep-running.ts';

const URL = 'http://localhost:1/graphql';
const kept = (givenUp: Promise<string> = new Promise(() => undefined)): KeptProcess => ({
  url: () => URL,
  givenUp,
  stop: async () => undefined,
});
const shown = (
  status: RegisteredPlugin['status'],
  url: string,
  code = 'CLASH',
): RegisteredPlugin => ({
  name: 'plugin-a',
  version: '1.0.0',
  manifest: sampleManifest({ name: 'plugin-a' }),
  sdl: '',
  status,
  instances: [{ id: 'i', url, lastHeartbeatAt: '', isLive: true }],
  lastRefusal: { at: '', code, message: 'Post.title\nis taken', coordinates: [] },
});

/** A registry that says one thing after the other, and then the last again and again. */
function registryOf(...answers: (RegisteredPlugin | null)[]): RegistryReader {
  const find = async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? null;
  return { find, findLast: find, list: async () => [] };
}
const signal = () => new AbortController().signal;

describe('the verdict on a process', () => {
  it('is that it is mounted once the router lists it', async () => {
    const registry = registryOf(
      null,
      shown('READY', 'http://localhost:2/graphql'),
      shown('READY', URL),
    );
    expect(await awaitVerdict('plugin-a', kept(), registry, signal())).toEqual({ kind: 'mounted' });
  });

  it('is the router’s refusal in one line, unless it tries again', async () => {
    const registry = registryOf(
      shown('REFUSED', URL, 'COMPOSITION_TIMEOUT'),
      shown('REFUSED', URL),
    );
    expect(await awaitVerdict('plugin-a', kept(), registry, signal())).toEqual({
      kind: 'refused',
      reason: 'CLASH: Post.title is taken',
    });
  });

  it('is why it was given up', async () => {
    const verdict = awaitVerdict(
      'plugin-a',
      kept(Promise.resolve('boom')),
      registryOf(null),
      signal(),
    );
    expect(await verdict).toEqual({ kind: 'given-up', reason: 'boom' });
  });

  it('is none any more when something newer is wanted', async () => {
    const verdict = awaitVerdict('plugin-a', kept(), registryOf(null), AbortSignal.abort());
    expect(await verdict).toEqual({ kind: 'superseded' });
  });
});
