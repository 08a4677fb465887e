import { stringify } from 'yaml';
import type { ComposePlugin } from '../compose/compose-plugin.ts';
import { composeServices } from '../compose/compose-services.ts';

const HEADER = `# Written by \`npm run sync\` from subgraphs/*/manifest.json (scripts/compose/); don't edit it: what differs from machine to
# machine is a variable (docs/operator-guide.md), or goes into docker-compose.override.yml.
# First \`npm run compose:secrets\`, then \`docker compose up --build\`.
`;

/** The platform as containers, in the format of Docker Compose. */
export function renderCompose(plugins: readonly ComposePlugin[], version: string): string {
  const names = ['postgres-data', 'redis-data', 'qdrant-data', 'gateway-data'];
  return `${HEADER}${stringify(
    {
      name: 'gestas',
      services: composeServices(plugins, version),
      networks: { edge: {}, plugins: {}, stores: {} },
      volumes: Object.fromEntries(names.map((name) => [name, {}])),
      secrets: {
        'postgres-password': { file: './.secrets/postgres-password' },
        'redis-conf': { file: './.secrets/redis.conf' },
      },
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )}`;
}
