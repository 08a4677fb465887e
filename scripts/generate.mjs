// Makes what is generated and git-ignored: each plugin's Prisma client and resolver types, and the web client's types.
// Run by `npm install` (prepare) and by start; what has unchanged inputs is left as it is. `--force` always makes all;
// `--only FOLDER` makes one plugin's, wherever its folder is.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { only, force } = parseArgs({
  options: { only: { type: 'string' }, force: { type: 'boolean' } },
}).values;

/** What is made in one go: of which folder and kind it is, from what, and what it makes. */
function pluginUnits(folder) {
  const shared = ['package-lock.json', 'scripts/generate.mjs'];
  return [
    {
      folder,
      kind: 'prisma',
      inputs: [...shared, join(folder, 'prisma/schema.prisma')],
      outputs: [join(folder, 'src/generated/prisma/client.ts')],
    },
    {
      folder,
      kind: 'types',
      inputs: [
        ...shared,
        'codegen.ts',
        join(folder, 'schema.graphql'),
        join(folder, 'src/mappers.ts'),
      ],
      outputs: [join(folder, 'src/generated/resolver-types.ts')],
    },
  ];
}

const web = {
  folder: 'web',
  kind: 'web',
  inputs: [
    'package-lock.json',
    'supergraph.graphql',
    'scripts/generate.mjs',
    'web/codegen.ts',
    ...operations('web/src'),
  ],
  outputs: ['web/src/generated/graphql.ts'],
};

function operations(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => /\.(tsx?|graphql)$/.test(file) && !file.includes('generated'))
    .sort()
    .map((file) => join(folder, file));
}

function fingerprint({ inputs }) {
  const hash = createHash('sha256');
  for (const file of inputs) {
    hash.update(basename(file));
    if (existsSync(resolve(root, file))) hash.update(readFileSync(resolve(root, file)));
  }
  return hash.digest('hex');
}

/** Beside what is made: it goes where that goes. */
function stampOf({ folder, kind }) {
  return resolve(root, folder, 'src/generated', `${kind}.stamp`);
}

function isMissing({ outputs }) {
  return outputs.some((file) => !existsSync(resolve(root, file)));
}

function isStale(unit) {
  const stamp = stampOf(unit);
  if (force || isMissing(unit) || !existsSync(stamp)) return true;
  return readFileSync(stamp, 'utf8') !== fingerprint(unit);
}

function run(module, args, env = {}) {
  const child = spawn(process.execPath, [module, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${module} ${args.join(' ')}\n${output}`)),
    );
  });
}

/** A package's command-line file, as its package.json names it. */
function binary(name, command = name) {
  const file = require.resolve(`${name}/package.json`);
  const { bin } = require(file);
  return join(dirname(file), typeof bin === 'string' ? bin : bin[command]);
}

async function generatePrisma(folders) {
  const prisma = binary('prisma');
  // `generate` looks for an engine that it doesn't use and would download it: any existing file satisfies it.
  const offline = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  for (const folder of folders) {
    await run(prisma, ['generate', '--schema', join(folder, 'prisma/schema.prisma')], offline);
  }
}

async function generateTypes(folders, isWebStale) {
  const codegen = binary('@graphql-codegen/cli', 'graphql-codegen');
  if (folders.length > 0) {
    const wanted = { GESTAS_CODEGEN_FOLDERS: JSON.stringify(folders) };
    await run(codegen, ['--config', 'codegen.ts'], wanted); // silent, it would not say what is wrong
  }
  const hasWeb = ['web/codegen.ts', 'web/scripts/api-schema.mjs'].every((file) =>
    existsSync(join(root, file)),
  );
  if (isWebStale && hasWeb) {
    await run(join(root, 'web/scripts/api-schema.mjs'), []);
    await run(codegen, ['--config', 'web/codegen.ts', '--silent']);
  }
}

const plugins = only
  ? [relative(root, resolve(only))]
  : readdirSync(join(root, 'subgraphs')).map((name) => join('subgraphs', name));
const units = plugins
  .filter((folder) => existsSync(resolve(root, folder, 'prisma/schema.prisma')))
  .flatMap(pluginUnits);
const stale = [...units, ...(only ? [] : [web])].filter(isStale);
const made = stale.map((unit) => ({ unit, from: fingerprint(unit) }));
const foldersOf = (kind) => stale.filter((unit) => unit.kind === kind).map(({ folder }) => folder);
await Promise.all([
  generatePrisma(foldersOf('prisma')),
  generateTypes(foldersOf('types'), stale.includes(web)),
]);
for (const { unit, from } of made) if (!isMissing(unit)) writeFileSync(stampOf(unit), from);
