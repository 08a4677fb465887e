import { stringify } from 'yaml';
import type { FolderPlugin } from './read-plugins.ts';

const HEADER = `# Written by \`npm run sync\` from subgraphs/*/manifest.json; not an admission list.
# Every schema is composed below the platform's header (packages/sdk/src/schema/platform-header.ts).
`;

/** The plugins in the format of Rover's \`supergraph compose --config\`. */
export function renderSupergraphYaml(
  plugins: readonly FolderPlugin[],
  federationVersion: string,
): string {
  const subgraphs = plugins.map(({ manifest, url, schemaFile }) => [
    manifest.name,
    { routing_url: url, schema: { file: `./${schemaFile}` } },
  ]);
  return `${HEADER}${stringify({
    federation_version: `=${federationVersion}`,
    subgraphs: Object.fromEntries(subgraphs),
  })}`;
}
