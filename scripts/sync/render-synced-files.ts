import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ERROR_CODES } from '@gestas/sdk';
import { composeSubgraphs } from '../../router/src/composition/compose-subgraphs.ts';
import type { ComposePlugin } from '../compose/compose-plugin.ts';
import { usesVectors } from '../compose/uses-vectors.ts';
import { fedSubscriptions } from './fed-subscriptions.ts';
import { type FolderPlugin, readPlugins } from './read-plugins.ts';
import { renderCompose } from './render-compose.ts';
import { renderErrorReference } from './render-error-reference.ts';
import { renderEventReference } from './render-event-reference.ts';
import { renderSupergraphYaml } from './render-supergraph-yaml.ts';

/**
 * Everything that `npm run sync` writes, as path → text.
 * @throws Error with every fault when the plugins do not compose.
 */
export async function renderSyncedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const plugins = await readPlugins(root);
  const supergraphSdl = compose(plugins);
  return new Map([
    ['supergraph.graphql', `${supergraphSdl.trimEnd()}\n`],
    ['supergraph.yaml', renderSupergraphYaml(plugins, composerVersion())],
    [
      'docker-compose.yml',
      renderCompose(
        plugins.map((plugin) => toComposePlugin(root, plugin)),
        platformVersion(root),
      ),
    ],
    ['docs/errors.md', renderErrorReference(ERROR_CODES)],
    ['docs/events.md', renderEventReference(plugins, fedSubscriptions(supergraphSdl))],
  ]);
}

function toComposePlugin(root: string, { schemaFile, manifest }: FolderPlugin): ComposePlugin {
  const folder = dirname(schemaFile);
  return { folder, manifest, usesVectors: usesVectors(join(root, folder)) };
}

function platformVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(version);
}

function compose(plugins: readonly FolderPlugin[]): string {
  const result = composeSubgraphs(
    'sync',
    plugins.map(({ manifest, url, sdl }) => ({ name: manifest.name, url, sdl })),
  );
  if (result.ok) return result.supergraphSdl;
  const faults = result.faults.map(({ code, message }) => `${code}: ${message}`);
  throw new Error(`The plugins do not compose:\n${faults.join('\n')}`);
}

function composerVersion(): string {
  const require = createRequire(import.meta.resolve('@gestas/router'));
  return (require('@apollo/composition/package.json') as { version: string }).version;
}
