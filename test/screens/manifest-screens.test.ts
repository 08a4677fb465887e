import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { hasScreens, Manifest, withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { checkScreens } from '../../router/src/registry/check-screens.ts';

const ROOT = new URL('../../subgraphs/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const plugins = readdirSync(ROOT)
  .filter((folder) => existsSync(new URL(`${folder}/manifest.json`, ROOT)))
  .map((folder) => ({
    manifest: Manifest.parse(JSON.parse(read(`${folder}/manifest.json`))),
    sdl: withPlatformHeader(read(`${folder}/schema.graphql`)),
  }));

/** All plugins in one graph, the template too. */
function compose(): string {
  const { supergraphSdl, errors } = composeServices(
    plugins.map(({ manifest: { name }, sdl }) => ({ name, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

describe('the screens of the plugins here', () => {
  const supergraph = compose();
  const shown = plugins.filter(({ manifest }) => hasScreens(manifest));

  it('fit the graph of all of them', () => {
    expect(shown.map(({ manifest }) => manifest.name)).toContain('plugin-template');
    expect(checkScreens(plugins, plugins, supergraph)).toEqual([]);
  });

  it('are refused where they ask for what the graph does not have', () => {
    const spoilt = shown.map(({ manifest }) => ({
      manifest: Manifest.parse(
        JSON.parse(
          JSON.stringify(manifest).replaceAll('author { name }', 'author { passwordHash }'),
        ),
      ),
    }));
    const [first] = checkScreens(spoilt, plugins, supergraph);
    expect(first?.code).toBe('UI_INVALID');
    expect(first?.message).toContain('passwordHash');
  });

  it('are looked at only where they are new', () => {
    expect(checkScreens([], plugins, 'not even a schema')).toEqual([]);
  });
});
