import { Manifest } from '@gestas/sdk';
import type { Candidate } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';
import { canonicalFiles, prismaHead } from './canonical.ts';
import { contentOf, fault, type Gate } from './gate.ts';

const MOST_FILES = 200;
const MOST_BYTES = 64 * 1024;
const MOST_BYTES_TOGETHER = 1024 * 1024;
const ALLOWED =
  /^(?:manifest\.json|package\.json|Dockerfile|Dockerfile\.dockerignore|README\.md|schema\.graphql|prisma\/schema\.prisma|prisma\/migrations\/migration_lock\.toml|prisma\/migrations\/[0-9]{14}_[a-z0-9_]+\/migration\.sql|src\/(?!generated\/)(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts|test\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.test\.ts)$/;
const REQUIRED = [
  'manifest.json',
  'package.json',
  'Dockerfile',
  'README.md',
  'schema.graphql',
  'prisma/schema.prisma',
  'src/index.ts',
  'src/definition.ts',
  'src/context.ts',
  'src/events.ts',
  'src/mappers.ts',
  'src/resolvers/index.ts',
];

/** The cheapest gate: which files, where, how large, and the files that say what the plugin may do. */
export const contractGate: Gate = {
  name: 'contract',
  check: ({ candidate }) => [
    ...folderFaults(candidate),
    ...candidate.files.flatMap(({ path, content }) => fileFaults(path, content)),
    ...missing(candidate),
    ...manifestFaults(candidate),
    ...fixedFaults(candidate),
    ...prismaFaults(candidate),
  ],
};

function folderFaults({ folder, files }: Candidate): readonly Issue[] {
  const paths = files.map(({ path }) => path.toLowerCase());
  const doubled = paths.find((path, at) => paths.indexOf(path) !== at);
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  return [
    ...(/^[a-z]+(?:-[a-z]+)*$/.test(folder) && folder.length <= 40
      ? []
      : [
          fault(
            'FOLDER_INVALID',
            `The folder ${folder.slice(0, 60)} is not lower-case words joined by hyphens.`,
          ),
        ]),
    ...(doubled ? [fault('FILE_TWICE', `${doubled} is there twice.`, { file: doubled })] : []),
    ...(files.length > MOST_FILES
      ? [fault('TOO_MANY_FILES', `There are ${files.length} files; ${MOST_FILES} are allowed.`)]
      : []),
    ...(bytes > MOST_BYTES_TOGETHER
      ? [fault('TOO_LARGE', 'The files together are larger than 1 MB.')]
      : []),
  ];
}

function fileFaults(path: string, content: string): readonly Issue[] {
  const file = path.slice(0, 200);
  if (!ALLOWED.test(path)) {
    return [
      fault('PATH_NOT_ALLOWED', 'A plugin has no such file.', {
        file,
        suggestion: 'Keep to the files and folders of the template plugin.',
      }),
    ];
  }
  if (Buffer.byteLength(content) > MOST_BYTES)
    return [fault('FILE_TOO_LARGE', 'The file is larger than 64 KB.', { file })];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/.test(content)) {
    return [
      fault('HIDDEN_CHARACTERS', 'The file holds control characters, which hide what it says.', {
        file,
      }),
    ];
  }
  return content.trim() === '' ? [fault('FILE_EMPTY', 'The file is empty.', { file })] : [];
}

function missing(candidate: Candidate): readonly Issue[] {
  const has = (pattern: RegExp) => candidate.files.some(({ path }) => pattern.test(path));
  const files = REQUIRED.filter((path) => contentOf(candidate, path) === null);
  return [
    ...files.map((file) => fault('FILE_MISSING', 'Every plugin has this file.', { file })),
    ...(has(/^prisma\/migrations\/\d+_/)
      ? []
      : [fault('FILE_MISSING', 'There is no migration.', { file: 'prisma/migrations' })]),
    ...(has(/^test\//)
      ? []
      : [fault('FILE_MISSING', 'There are no contract tests.', { file: 'test' })]),
  ];
}

function manifestFaults(candidate: Candidate): readonly Issue[] {
  const file = 'manifest.json';
  const text = contentOf(candidate, file);
  if (text === null) return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [fault('MANIFEST_INVALID', 'The manifest is not JSON.', { file })];
  }
  const parsed = Manifest.safeParse(json);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) =>
      fault('MANIFEST_INVALID', `${path.join('.') || 'manifest'} ${message}`, { file }),
    );
  }
  return [...nameFaults(candidate.folder, parsed.data), ...escalations(parsed.data)];
}

function nameFaults(folder: string, manifest: Manifest): readonly Issue[] {
  const file = 'manifest.json';
  const foreign = manifest.permissions.filter(({ name }) => !name.startsWith(`${folder}:`));
  return [
    ...(manifest.name === `plugin-${folder}`
      ? []
      : [
          fault('NAME_MISMATCH', `The plugin of the folder ${folder} is called plugin-${folder}.`, {
            file,
          }),
        ]),
    ...foreign.map(({ name }) =>
      fault('PERMISSION_FOREIGN', `${name} is not a permission of this plugin.`, {
        file,
        suggestion: `Begin it with ${folder}:`,
      }),
    ),
  ];
}

/** What a generated plugin may not ask for: it gives rights no prompt can give. */
function escalations(manifest: Manifest): readonly Issue[] {
  const asked = {
    'database.reads': manifest.database.reads.length > 0,
    'database.publishes': Object.keys(manifest.database.publishes).length > 0,
    uses: manifest.uses.length > 0,
    environment: manifest.environment.length > 0,
    establishesViewer: manifest.establishesViewer.length > 0,
    sessionCookies: manifest.sessionCookies,
    port: manifest.port !== 0,
  };
  return Object.entries(asked)
    .filter(([, isAsked]) => isAsked)
    .map(([key]) =>
      fault('RIGHT_NOT_ALLOWED', `A generated plugin may not set ${key}.`, {
        file: 'manifest.json',
        suggestion: `Leave ${key} out${key === 'port' ? ', or 0' : ''}.`,
      }),
    );
}

/** Files whose text is the same in every plugin: whatever differs would run with the platform's rights. */
function fixedFaults(candidate: Candidate): readonly Issue[] {
  return Object.entries(canonicalFiles(candidate.folder)).flatMap(([file, text]) => {
    const content = contentOf(candidate, file);
    if (content === null || content === text) return [];
    const code = file === 'package.json' ? 'DEPENDENCY_NOT_ALLOWED' : 'FIXED_FILE_CHANGED';
    return [
      fault(code, 'This file is the same in every generated plugin.', {
        file,
        suggestion: 'Use the template’s text.',
      }),
    ];
  });
}

/** A generator in schema.prisma names a program that `prisma generate` runs: only ours may stand there. */
function prismaFaults(candidate: Candidate): readonly Issue[] {
  const file = 'prisma/schema.prisma';
  const text = contentOf(candidate, file);
  if (text === null) return [];
  const schema = /schemas\s*=\s*\["([a-z][a-z0-9_]*)"\]/.exec(text)?.[1] ?? '';
  const rest = text.replace(prismaHead(schema), '');
  const isOurs =
    text.startsWith(prismaHead(schema)) && !/^\s*(?:generator|datasource)\b/m.test(rest);
  if (isOurs && !/\benv\s*\(|\bdbgenerated\s*\(/.test(rest)) return [];
  return [
    fault('PRISMA_HEAD_CHANGED', 'Generator and datasource must be the template’s.', { file }),
  ];
}
