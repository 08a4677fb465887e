import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, signIn } from './graphql-client.ts';
import type { RunningStart } from './running-start.ts';

const GUIDE = 'docs/plugin-guide.md';
const SECTION = '## From nothing to a mounted plugin';
/** What the guide promises. */
const LIMIT_MS = 600_000;
const PATIENCE_MS = 120_000;
const CREATE = `mutation ($input: CreateProductoInput!) {
  createProducto(input: $input) { producto { nombre stock } }
}`;
const INPUT = { nombre: 'Silla', precio: { amount: '12.50', currency: 'EUR' }, stock: 3 };

/** What a reader of the guide's first section types, and what they are told then to see. */
export type GuideSteps = {
  readonly commands: readonly string[];
  readonly sentences: readonly string[];
};

/** Reads the commands and the platform's sentences out of the guide, in its order, each once. */
export function readGuide(text: string): GuideSteps {
  const from = text.indexOf(SECTION);
  const section = text.slice(from, text.indexOf('\n## ', from + SECTION.length));
  const blocks = [...section.matchAll(/^ *```\n([\s\S]*?)^ *```$/gm)];
  const inline = section.replace(/^ *```\n[\s\S]*?^ *```$/gm, (block) => {
    const index = blocks.findIndex(([whole]) => whole === block);
    return `\`${blocks[index]?.[1]?.trim()}\``;
  });
  const code = [...inline.matchAll(/`([^`]+)`/g)].map(([, found = '']) => found);
  const once = (found: readonly string[]) => [...new Set(found)];
  return {
    commands: once(code.filter((one) => /^(npm|node) /.test(one))),
    sentences: once(
      code.filter((one) => /(^|: )(mounted|upgraded) /.test(one)).map((one) => one.trim()),
    ),
  };
}

/**
 * Does what the guide says, in a checkout whose `npm start` runs: writes the plugin, sees it mounted, creates a row, runs
 * its tests, changes it, sees it upgraded, and checks everything. Throws at the first thing that is not as the guide says.
 */
export async function followGuide(folder: string, platform: RunningStart): Promise<void> {
  const began = performance.now();
  const { commands, sentences } = readGuide(readFileSync(join(folder, GUIDE), 'utf8'));
  const [start, create, test, ...later] = commands;
  const [mounted, upgraded] = sentences;
  assert.equal(start, 'npm start');
  assert.deepEqual(later, ['npm install', 'npm run check']);
  assert.ok(create && test && mounted && upgraded, 'the guide has lost a step');

  run(folder, create);
  await says(platform, mounted);
  const token = await signIn(platform.routerUrl, 'admin@demo.test');
  const asAdmin = (query: string, variables = {}) =>
    ask(platform.routerUrl, token, query, variables);
  await asAdmin(CREATE, { input: INPUT });
  run(folder, test);
  addField(join(folder, 'subgraphs/productos'));
  await says(platform, upgraded);
  assert.deepEqual(await asAdmin('{ productos { nodes { etiqueta } } }'), {
    productos: { nodes: [{ etiqueta: 'SILLA' }] },
  });
  for (const command of later) run(folder, command);
  const tookMs = performance.now() - began;
  assert.ok(tookMs < LIMIT_MS, `took ${Math.round(tookMs / 1_000)} s`);
}

/** "Change it: a field in its `schema.graphql` and its resolver". */
function addField(plugin: string): void {
  edit(join(plugin, 'schema.graphql'), (text) =>
    text.replace('  stock: Int!\n', '  stock: Int!\n  etiqueta: String!\n'),
  );
  edit(join(plugin, 'src/resolvers/producto.ts'), (text) =>
    text.replace('createdBy:', 'etiqueta: ({ nombre }) => nombre.toUpperCase(),\n  createdBy:'),
  );
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  assert.notEqual(after, before, `${file} is not as the guide supposes`);
  writeFileSync(file, after);
}

function run(folder: string, command: string): void {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    encoding: 'utf8',
    shell: true,
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, `${command} failed:\n${`${stdout}\n${stderr}`.slice(-4_000)}`);
}

async function says(platform: RunningStart, sentence: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!platform.output().includes(sentence)) {
    assert.ok(
      performance.now() < deadline,
      `not said: ${sentence}\n${platform.output().slice(-2_000)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
