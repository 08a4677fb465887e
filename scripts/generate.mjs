// Makes what is generated and git-ignored: each plugin's Prisma client and resolver types, and the web client's types.
// Run by `npm install` (prepare) and by start; what has unchanged inputs is left as it is. `--force` always makes all;
// `--only FOLDER` makes one plugin's, wherever its folder is.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const stamps = join(root, 'node_modules/.cache/gestas/generated-from');
const { only, force } = parseArgs({
  options: { only: { type: 'string' }, force: { type: 'boolean' } },
}).values;

/** What is made in one go: where it is told what it was made from, from what, and what it makes. */
function pluginUnit(folder) {
  return {
    folder,
    inputs: [
      'package-lock.json',
      'codegen.ts',
      'scripts/generate.mjs',
      ...['schema.graphql', 'prisma/schema.prisma', 'src/mappers.ts'].map((file) =>
        join(folder, file),
      ),
    ],
    outputs: ['prisma/client.ts', 'resolver-types.ts'].map((file) =>
      join(folder, 'src/generated', file),
    ),
  };
}

const web = {
  folder: 'web',
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
    hash.update(file);
    if (existsSync(resolve(root, file))) hash.update(readFileSync(resolve(root, file)));
  }
  return hash.digest('hex');
}

function stampOf({ folder }) {
  const name = createHash('sha256').update(resolve(root, folder)).digest('hex');
  return join(stamps, name.slice(0, 32));
}

function isStale(unit) {
  const stamp = stampOf(unit);
  const missing = unit.outputs.some((file) => !existsSync(resolve(root, file)));
  return (
    force || missing || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(unit)
  );
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
    await run(codegen, ['--config', 'codegen.ts', '--silent'], wanted);
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
  .map(pluginUnit);
const stale = [...units, ...(only ? [] : [web])].filter(isStale);
const made = stale.map((unit) => ({ stamp: stampOf(unit), from: fingerprint(unit) }));
const folders = stale.filter((unit) => unit !== web).map(({ folder }) => folder);
await Promise.all([generatePrisma(folders), generateTypes(folders, stale.includes(web))]);
mkdirSync(stamps, { recursive: true });
for (const { stamp, from } of made) writeFileSync(stamp, from);
