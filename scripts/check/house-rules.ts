import { basename } from 'node:path';

/** One rule of the house: which files it reads, and the lines (from 1) that break it. */
export type HouseRule = {
  readonly name: string;
  readonly appliesTo: (file: string) => boolean;
  readonly faults: (source: string, file: string) => readonly number[];
};

const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
const TEST = /\.test\.tsx?$|(^|\/)(test|testing)\//;
const SERVICE =
  /^subgraphs\/[^/]+\/src\/(services\/(commands|queries)|listeners|utils)\/[^/]+\.ts$/;
const EXPORT = /^export (?:async )?(?:function|const) (\w+)/gm;
const EXPORTED_FUNCTION = /^export (?:async )?function\b/gm;

const SOURCE_LINES = 200;
/** A file of tests is a table of cases, read one case at a time. */
const TEST_LINES = 400;
const INDEX_LINES = 40;

/** The rules no linter states. Each is one row; add a row, not a tool. */
export const HOUSE_RULES: readonly HouseRule[] = [
  {
    name: `a file has at most ${SOURCE_LINES} lines`,
    appliesTo: (file) => CODE.test(file) && !TEST.test(file),
    faults: longerThan(SOURCE_LINES),
  },
  {
    name: `a file of tests has at most ${TEST_LINES} lines`,
    appliesTo: (file) => CODE.test(file) && TEST.test(file),
    faults: longerThan(TEST_LINES),
  },
  {
    name: `an index.ts has at most ${INDEX_LINES} lines`,
    // The SDK's index is its list of exports.
    appliesTo: (file) => basename(file) === 'index.ts' && file !== 'packages/sdk/src/index.ts',
    faults: longerThan(INDEX_LINES),
  },
  {
    name: 'a command, query, listener or util exports one thing, and its file bears that name',
    appliesTo: (file) => SERVICE.test(file) && !TEST.test(file),
    faults: (source, file) => {
      const exported = [...source.matchAll(EXPORT)];
      const wanted = basename(file, '.ts');
      if (exported.length === 1 && kebab(exported[0]?.[1] ?? '') === wanted) return [];
      return [lineAt(source, exported.at(-1)?.index ?? 0)];
    },
  },
  {
    name: 'a resolver passes ctx on and never opens it',
    appliesTo: (file) => /^subgraphs\/[^/]+\/src\/resolvers\//.test(file),
    faults: matching(/\bctx\s*\??\.|\{[^{}]*\}\s*=\s*ctx\b/g),
  },
  {
    name: 'an exported function says what it is for',
    appliesTo: (file) => /\.tsx?$/.test(file) && !TEST.test(file),
    faults: (source) =>
      [...source.matchAll(EXPORTED_FUNCTION)]
        .filter(({ index }) => !/\*\/\s*$|^export .*;\s*$/m.test(lineBefore(source, index)))
        .map(({ index }) => lineAt(source, index)),
  },
  {
    name: 'an unsafe cast or suppression says why, on its line or the one above',
    appliesTo: (file) => CODE.test(file) && !TEST.test(file),
    faults: (source) =>
      linesOf(source)
        .map((line, index, lines) => ({ line, above: lines[index - 1] ?? '', number: index + 1 }))
        .filter(({ line }) => /\bas (any|unknown as)\b|@ts-(ignore|expect-error)/.test(line))
        .filter(
          ({ line, above }) => !/\/\/ \S|\*\//.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(above),
        )
        .map(({ number }) => number),
  },
  {
    name: 'what is left to do names its issue, such as (#12), right after the word',
    appliesTo: (file) => CODE.test(file),
    faults: matching(/\b(?:TOD[O]|FIXM[E])\b(?!\(#\d+\))/g),
  },
  {
    name: 'no test is skipped, left for later or run alone',
    appliesTo: (file) => TEST.test(file),
    faults: matching(
      /\b(?:describe|it|test)\.(?:skip|todo|only)\b|^[ \t]*(?:x|f)(?:describe|it)\(/gm,
    ),
  },
  {
    name: 'folders are named in kebab-case',
    appliesTo: (file) => CODE.test(file),
    faults: (_source, file) =>
      file
        .split('/')
        .slice(0, -1)
        .every((folder) => /^[._]?[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))
        ? []
        : [1],
  },
];

function longerThan(most: number) {
  return (source: string) => (linesOf(source).length > most ? [most + 1] : []);
}

function matching(pattern: RegExp) {
  return (source: string) =>
    [...source.matchAll(pattern)].map(({ index }) => lineAt(source, index));
}

function linesOf(source: string): readonly string[] {
  return source.replace(/\n$/, '').split('\n');
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

function lineBefore(source: string, index: number): string {
  return source.slice(0, index).trimEnd().split('\n').at(-1) ?? '';
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter, index) => `${index ? '-' : ''}${letter.toLowerCase()}`);
}
