import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newPlugin } from './new-plugin/new-plugin.ts';
import { writeSyncedFiles } from './sync/write-synced-files.ts';

const USAGE = `Usage: npm run plugin:new NAME -- [--fields "nombre:String, precio:Money, stock:Int"] [--entity TYPE] [--into FOLDER]

Writes the folder of a plugin that keeps one entity: schema, commands and queries, repository, migration, permissions,
events, tests. A platform that runs (npm start, npm run dev) has it in its graph seconds later.

  NAME       its folder: lower-case words joined by hyphens, such as productos or purchase-orders
  --fields   name:Type, separated by commas; types are String, Int, Decimal, Money, Boolean, Date, DateTime, Email, Url,
             DRAFT|SENT (a closed set), or an entity of another plugin, such as User. Type? is optional, "Type unique" unique.
             Without it: what usually goes with the name
  --entity   the entity's type, where its name in the singular is not the one you want
  --into     another folder than subgraphs, such as that of GESTAS_EXTRA_PLUGINS`;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLUGINS = resolve(ROOT, 'subgraphs');

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      fields: { type: 'string' },
      entity: { type: 'string' },
      into: { type: 'string', default: PLUGINS },
    },
  });
  const [name, ...more] = positionals;
  if (!name || more.length > 0) throw new Error(USAGE);
  const { fields, entity } = values;
  const into = resolve(values.into);
  const { folder, manifest, fileCount } = await newPlugin({
    name,
    fields,
    entity,
    into,
    beside: [PLUGINS],
  });
  const shown = relative(process.cwd(), folder);
  const permissions = manifest.permissions.map((one) => one.name).join(', ');
  say(`written: ${shown} (${fileCount} files), ${manifest.name}`);
  say(`types: ${manifest.owns.join(', ')}`);
  say(`permissions: ${permissions}`);
  if (into === PLUGINS) {
    for (const file of await writeSyncedFiles(ROOT)) say(`written: ${file}`);
  }
  say(`Its tests: node scripts/run-tests.mjs ${shown}`);
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
