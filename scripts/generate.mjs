// Makes what is generated and git-ignored: each plugin's Prisma client and resolver types, and the web client's types.
// Run by `npm install` (prepare) and by start; does nothing when its inputs are unchanged. `--force` always runs.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const stamp = join(root, 'node_modules/.cache/gestas/generated');

const plugins = readdirSync(join(root, 'subgraphs')).filter((name) =>
  existsSync(join(root, 'subgraphs', name, 'prisma/schema.prisma')),
);
const inputs = [
  'package-lock.json',
  'codegen.ts',
  'supergraph.graphql',
  'scripts/generate.mjs',
  'web/codegen.ts',
  ...plugins.flatMap((name) =>
    ['schema.graphql', 'prisma/schema.prisma', 'src/mappers.ts'].map(
      (file) => `subgraphs/${name}/${file}`,
    ),
  ),
  ...operations('web/src'),
];
const outputs = [
  'web/src/generated/graphql.ts',
  ...plugins.flatMap((name) => [
    `subgraphs/${name}/src/generated/prisma/client.ts`,
    `subgraphs/${name}/src/generated/resolver-types.ts`,
  ]),
];

function operations(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => /\.(tsx?|graphql)$/.test(file) && !file.includes('generated'))
    .sort()
    .map((file) => join(folder, file));
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs) {
    hash.update(file);
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
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

async function generatePrisma() {
  const prisma = binary('prisma');
  // `generate` looks for an engine that it doesn't use and would download it: any existing file satisfies it.
  const offline = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  for (const name of plugins) {
    await run(prisma, ['generate', '--schema', `subgraphs/${name}/prisma/schema.prisma`], offline);
  }
}

async function generateTypes() {
  const codegen = binary('@graphql-codegen/cli', 'graphql-codegen');
  await run(codegen, ['--config', 'codegen.ts', '--silent']);
  if (
    existsSync(join(root, 'web/codegen.ts')) &&
    existsSync(join(root, 'web/scripts/api-schema.mjs'))
  ) {
    await run(join(root, 'web/scripts/api-schema.mjs'), []);
    await run(codegen, ['--config', 'web/codegen.ts', '--silent']);
  }
}

const wanted = fingerprint();
const present = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
const missing = outputs.some((file) => !existsSync(join(root, file)));
if (process.argv.includes('--force') || missing || present !== wanted) {
  await Promise.all([generatePrisma(), generateTypes()]);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
