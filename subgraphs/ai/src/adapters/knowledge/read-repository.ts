import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as others } from 'node:timers/promises';
import type { FoundPiece } from './found-piece.ts';
import { readCode } from './read-code.ts';
import { readManifest } from './read-manifest.ts';
import { readMarkdown } from './read-markdown.ts';
import { readPrisma } from './read-prisma.ts';
import { readSchema } from './read-schema.ts';

type Reader = (path: string, source: string) => readonly FoundPiece[];

/** What is knowledge, and who reads it. The first row that fits a path counts. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/\.test\.ts$|\/(generated|testing|test|node_modules)\//, () => []],
  // What these hold is text of plugins yet to be written.
  [/^subgraphs\/[^/]+\/src\/templates\//, () => []],
  [/^(README|ARCHITECTURE|CONTRIBUTING|SECURITY|DEPENDENCIES)\.md$/, readMarkdown],
  [/^(docs|subgraphs)\/.*(?<!\.es)\.md$/, readMarkdown],
  [/^packages\/sdk\/src\/.*\.ts$/, readCode],
  [/^subgraphs\/[^/]+\/src\/.*\.ts$/, readCode],
  [/^subgraphs\/[^/]+\/schema\.graphql$/, readSchema],
  [/^subgraphs\/[^/]+\/manifest\.json$/, readManifest],
  [/^subgraphs\/[^/]+\/prisma\/schema\.prisma$/, readPrisma],
];
/** Documents that were written twice, section by section. */
const TWINS: readonly (readonly [string, string])[] = [['README.md', 'README.es.md']];
const PLACES = ['docs', 'packages/sdk', 'subgraphs'];

/** Files read before others get a turn. */
const BATCH = 8;

/** Every piece of knowledge in a checkout of the platform: its documents, its SDK, its plugins, their schemas. */
export async function readRepository(root: string): Promise<readonly FoundPiece[]> {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const files = [...top, ...PLACES.flatMap((place) => filesBelow(root, place))].sort();
  const pieces: FoundPiece[] = [];
  for (const [at, path] of files.entries()) {
    const reader = READERS.find(([pattern]) => pattern.test(path))?.[1];
    if (reader) pieces.push(...reader(path, readFileSync(join(root, path), 'utf8')));
    if (at % BATCH === 0) await others();
  }
  return TWINS.reduce<readonly FoundPiece[]>(
    (all, [path, twin]) => withTwin(root, all, path, twin),
    pieces,
  );
}

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.isDirectory() && entry.name !== 'node_modules' ? filesBelow(root, path) : [];
  });
}

/** Gives each section what its twin says, if both documents have as many sections. */
function withTwin(root: string, pieces: readonly FoundPiece[], path: string, twin: string) {
  if (!files(pieces).has(path)) return pieces;
  const sections = pieces.filter((piece) => piece.path === path);
  const others = readMarkdown(twin, readFileSync(join(root, twin), 'utf8'));
  if (sections.length !== others.length) return [...pieces, ...others];
  return pieces.map((piece) => {
    const other = others[sections.indexOf(piece)];
    return other ? { ...piece, other: `${other.name}. ${other.about}` } : piece;
  });
}

function files(pieces: readonly FoundPiece[]): ReadonlySet<string> {
  return new Set(pieces.map(({ path }) => path));
}
