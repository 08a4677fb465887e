import type { Candidate, PluginFile } from '../models/candidate.ts';
import type { PluginSpec } from '../models/plugin-spec.ts';
import {
  DOCKERIGNORE,
  type Draft,
  dockerfile,
  draftOf,
  manifest,
  packageJson,
  readme,
} from './about.ts';
import { contract } from './contract.ts';
import { contractTests } from './contract-tests.ts';
import { fieldShapes } from './field-shapes.ts';
import { inputFile } from './input-schemas.ts';
import { prismaRepositoryFile } from './prisma-repository.ts';
import { repositoryFile } from './repository-interface.ts';
import { rowFile } from './repository-row.ts';
import { createCommand, deleteCommand, manyQuery, oneQuery, updateCommand } from './services.ts';
import { migration, migrationPath, prismaSchema } from './tables.ts';
import { DAY, DEFINED_ONLY, MONEY, recordFile } from './values.ts';
import {
  contextFile,
  DEFINITION,
  entityResolvers,
  eventsFile,
  INDEX,
  mappersFile,
  mutationResolvers,
  queryResolvers,
  resolversIndex,
} from './wiring.ts';

/** Renders a whole plugin folder from a spec: the same spec gives the same files. */
export function renderPlugin(spec: PluginSpec): Candidate {
  const draft = draftOf(spec, (names) => fieldShapes(spec, names));
  const files: PluginFile[] = [...aboutFiles(draft), ...sourceFiles(draft)].map(
    ([path, content]) => ({ path, content }),
  );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { folder: spec.folder, files, assumptions: spec.assumptions };
}

type Entry = readonly [path: string, content: string];

function aboutFiles(draft: Draft): Entry[] {
  return [
    ['manifest.json', manifest(draft)],
    ['package.json', packageJson(draft.names.folder)],
    ['Dockerfile', dockerfile(draft.names.folder)],
    ['Dockerfile.dockerignore', DOCKERIGNORE],
    ['README.md', readme(draft)],
    ['schema.graphql', contract(draft)],
    ['prisma/schema.prisma', prismaSchema(draft)],
    ['prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n'],
    [migrationPath(draft), migration(draft)],
    [`test/${draft.names.manyFile}.test.ts`, contractTests(draft)],
  ];
}

function sourceFiles(draft: Draft): Entry[] {
  const { oneFile, manyFile } = draft.names;
  const uses = (type: string) => draft.spec.fields.some((field) => field.type === type);
  return [
    ['src/index.ts', INDEX],
    ['src/definition.ts', DEFINITION],
    ['src/context.ts', contextFile(draft)],
    ['src/events.ts', eventsFile(draft)],
    ['src/mappers.ts', mappersFile(draft)],
    ['src/resolvers/index.ts', resolversIndex(draft)],
    ['src/resolvers/query.ts', queryResolvers(draft)],
    ['src/resolvers/mutation.ts', mutationResolvers(draft)],
    [`src/resolvers/${oneFile}.ts`, entityResolvers(draft)],
    [`src/models/${oneFile}-record.ts`, recordFile(draft)],
    [`src/models/${oneFile}-input.ts`, inputFile(draft)],
    ...(uses('MONEY') ? [['src/models/money.ts', MONEY] as const] : []),
    ...(uses('DATE') ? [['src/models/day.ts', DAY] as const] : []),
    ['src/utils/defined-only.ts', DEFINED_ONLY],
    [`src/repositories/${oneFile}-repository.ts`, repositoryFile(draft)],
    [`src/repositories/${oneFile}-row.ts`, rowFile(draft)],
    [`src/repositories/prisma-${oneFile}-repository.ts`, prismaRepositoryFile(draft)],
    [`src/services/commands/create-${oneFile}.ts`, createCommand(draft)],
    ...commandFiles(draft),
    [`src/services/queries/${oneFile}.ts`, oneQuery(draft)],
    [`src/services/queries/${manyFile}.ts`, manyQuery(draft)],
  ];
}

function commandFiles(draft: Draft): Entry[] {
  const { oneFile } = draft.names;
  const { verbs } = draft.spec;
  return [
    ...(verbs.includes('update')
      ? [[`src/services/commands/update-${oneFile}.ts`, updateCommand(draft)] as const]
      : []),
    ...(verbs.includes('delete')
      ? [[`src/services/commands/delete-${oneFile}.ts`, deleteCommand(draft)] as const]
      : []),
  ];
}
