import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { PluginFile } from '../models/candidate.ts';
import type { Made } from './check-types.ts';

const require = createRequire(import.meta.url);
const known = new Map<string, readonly PluginFile[]>();
const MOST_KNOWN = 8;

/** Makes the Prisma client of a schema in a folder; the contract gate has seen that its generator is ours. */
export async function generatePrismaClient(folder: string, schema: string): Promise<Made> {
  const before = known.get(schema);
  if (before) return { files: before };
  const file = join(folder, 'prisma/schema.prisma');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, schema);
  const failure = await runPrisma(file);
  if (failure !== null) return { issue: faultOf(failure) };
  const files = await readAll(join(folder, 'src/generated/prisma'), folder);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(schema, files);
  return { files };
}

function runPrisma(file: string): Promise<string | null> {
  const manifest = require.resolve('prisma/package.json');
  const { bin } = require(manifest) as { bin: { prisma: string } };
  // `generate` looks for an engine that it doesn't use and would download it: any existing file satisfies it.
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    NO_COLOR: '1',
  };
  const child = spawn(
    process.execPath,
    [join(dirname(manifest), bin.prisma), 'generate', '--schema', file],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? null : output));
  });
}

function faultOf(output: string) {
  const line = /schema\.prisma:(\d+)/.exec(output)?.[1];
  const message = output.split('\n').find((text) => /error/i.test(text)) ?? output.slice(0, 200);
  return {
    code: 'PRISMA_SCHEMA_INVALID',
    severity: 'ERROR' as const,
    file: 'prisma/schema.prisma',
    line: line ? Number(line) : null,
    message: message.replace(/\s+/g, ' ').trim().slice(0, 300),
    suggestion: null,
  };
}

async function readAll(folder: string, root: string): Promise<readonly PluginFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        return {
          path: relative(root, file).split(sep).join('/'),
          content: await readFile(file, 'utf8'),
        };
      }),
  );
}
