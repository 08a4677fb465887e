import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { PluginFile } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url)).replaceAll('\\', '/');
const MOST_ISSUES = 50;
const OPTIONS = readOptions();
/** Files of the platform and its packages do not change while the process lives: each is read and parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();
let before: ts.Program | undefined;

/** Compiles a plugin as if it lay in `subgraphs/<folder>`; nothing is written. */
export function typeFaults(folder: string, files: readonly PluginFile[]): readonly Issue[] {
  const base = `${ROOT}subgraphs/${folder}/`;
  const texts = new Map(files.map(({ path, content }) => [base + path, content]));
  const roots = [...texts.keys()].filter((path) => path.endsWith('.ts'));
  const program = ts.createProgram({
    rootNames: roots,
    options: OPTIONS,
    host: hostOf(texts),
    ...(before && { oldProgram: before }),
  });
  before = program;
  const found = roots
    .filter((path) => !path.includes('/src/generated/'))
    .flatMap((path) => diagnosticsOf(program, path));
  return found.slice(0, MOST_ISSUES).map((diagnostic) => issueOf(diagnostic, base));
}

function diagnosticsOf(program: ts.Program, path: string): readonly ts.Diagnostic[] {
  const file = program.getSourceFile(path);
  if (!file) return [];
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
}

function readOptions(): ts.CompilerOptions {
  const file = join(ROOT, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, ROOT).options;
}

function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS, true);
  const real = host.getSourceFile.bind(host);
  const folders = new Set<string>();
  for (const path of texts.keys()) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
  }
  return {
    ...host,
    getCurrentDirectory: () => ROOT,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    directoryExists: (path) => folders.has(path.replace(/\/$/, '')) || ts.sys.directoryExists(path),
    getSourceFile(path, options) {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, options, true);
      if (!parsed.has(path)) parsed.set(path, real(path, options));
      return parsed.get(path);
    },
  };
}

function issueOf({ file, start, code, messageText }: ts.Diagnostic, base: string): Issue {
  const line =
    file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : null;
  return {
    code: `TS${code}`,
    severity: 'ERROR',
    file: file?.fileName.replace(base, '') ?? null,
    line,
    message: ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 400),
    suggestion: null,
  };
}
