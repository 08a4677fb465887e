import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginFile } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';
import { checkResolved } from './check-resolved.ts';
import { generatePrismaClient } from './generate-prisma-client.ts';
import { generateResolverTypes } from './generate-resolver-types.ts';
import { typeFaults } from './type-program.ts';

/** The candidate against the real compiler, with the resolver types and the Prisma client made for it. */
export async function checkTypes(
  folder: string,
  files: readonly PluginFile[],
): Promise<readonly Issue[]> {
  const work = await mkdtemp(join(tmpdir(), 'gestas-forge-'));
  try {
    const [prisma, resolvers] = await Promise.all([
      generatePrismaClient(work, textOf(files, 'prisma/schema.prisma')),
      generateResolverTypes(textOf(files, 'schema.graphql'), textOf(files, 'src/mappers.ts')),
    ]);
    const issues = [prisma, resolvers].flatMap((made) => ('issue' in made ? [made.issue] : []));
    if (issues.length > 0) return issues;
    const generated = [prisma, resolvers].flatMap((made) => ('files' in made ? made.files : []));
    const faults = typeFaults(folder, [...files, ...generated]);
    return faults.length > 0 ? faults : checkResolved(files);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What a generator made, or the fault of its input. */
export type Made = { readonly files: readonly PluginFile[] } | { readonly issue: Issue };

function textOf(files: readonly PluginFile[], path: string): string {
  return files.find((file) => file.path === path)?.content ?? '';
}
