import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ERROR_CODES } from '@gestas/sdk';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { renderSyncedFiles } from './render-synced-files.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

describe('renderSyncedFiles', () => {
  it('answers exactly what is committed', async () => {
    const files = await renderSyncedFiles('.');
    expect([...files.keys()]).toEqual([
      'supergraph.graphql',
      'supergraph.yaml',
      'docker-compose.yml',
      'docs/errors.md',
      'docs/events.md',
    ]);
    for (const [file, text] of files) {
      expect({ file, text: readFileSync(file, 'utf8') }).toEqual({ file, text });
    }
  });

  it('lists every error code once, with its sentence', async () => {
    const text = (await renderSyncedFiles('.')).get('docs/errors.md') ?? '';
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)];
    expect(rows.map(([, code, sentence]) => [code, sentence])).toEqual(Object.entries(ERROR_CODES));
  });

  it('leaves out folders that start with an underscore, and says who waits in vain', async () => {
    const files = await renderSyncedFiles(
      checkout({ heard: { consumes: ['note:written'] }, _kept: {} }),
    );
    expect(parse(files.get('supergraph.yaml') ?? '')).toEqual({
      federation_version: expect.stringMatching(/^=2\.\d+\.\d+$/),
      subgraphs: {
        'plugin-heard': {
          routing_url: 'http://localhost:3100/graphql',
          schema: { file: './subgraphs/heard/schema.graphql' },
        },
      },
    });
    expect(files.get('docs/events.md')).toContain('`plugin-heard` waits for `note:written`');
  });

  it('names who consumes every event beside each but its own, and as waiting for none', async () => {
    const root = checkout({
      counting: { consumes: ['*'], emits: ['metric:recorded'] },
      writing: { emits: ['note:written'] },
    });
    const schema = join(root, 'subgraphs/writing/schema.graphql');
    writeFileSync(schema, 'type Query { "Public." note: String }');
    const text = (await renderSyncedFiles(root)).get('docs/events.md') ?? '';
    expect(text).toContain('| `note:written` | `plugin-writing` | – | `plugin-counting` | – |');
    expect(text).toContain('| `metric:recorded` | `plugin-counting` | – | – | – |');
    expect(text).not.toContain('waits for');
  });

  it('names the manifest that is not valid', async () => {
    const root = checkout({ broken: { port: 'many' } });
    await expect(renderSyncedFiles(root)).rejects.toThrow('subgraphs/broken/manifest.json');
  });

  it('reports what the composer refuses', async () => {
    const root = checkout({ one: {}, two: {} });
    await expect(renderSyncedFiles(root)).rejects.toThrow(/do not compose:\nINVALID_FIELD_SHARING/);
  });
});

/** A checkout whose plugins all own the same root field, each with its manifest's changes. */
function checkout(plugins: Readonly<Record<string, object>>): string {
  const root = mkdtempSync(join(tmpdir(), 'gestas-sync-'));
  roots.push(root);
  writeFileSync(join(root, 'package.json'), '{ "version": "0.0.1" }');
  for (const [name, changes] of Object.entries(plugins)) {
    const file = join(root, 'subgraphs', name, 'manifest.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...manifestOf(name), ...changes }));
    writeFileSync(
      join(dirname(file), 'schema.graphql'),
      'type Query { "Public." greeting: String }',
    );
  }
  return root;
}

function manifestOf(name: string) {
  return {
    name: `plugin-${name.replaceAll('_', '')}`,
    version: '0.1.0',
    description: 'For a test.',
    platform: '^0.1.0',
    port: 3100,
    database: { schema: 'test' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
  };
}
