import { dirname, posix } from 'node:path';
import ts from 'typescript';
import type { PluginFile } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';
import { checkPermission, checkTopLevel } from './check-declarations.ts';

const PACKAGES = ['@gestas/sdk', 'zod'];
const TEST_PACKAGES = [...PACKAGES, '@gestas/sdk/testing', '@jest/globals', 'node:crypto'];
/** Names through which a program leaves its module. */
const FORBIDDEN = new Set(
  (
    'eval Function fetch process globalThis global require module exports __dirname __filename WebSocket XMLHttpRequest ' +
    'EventSource Worker SharedArrayBuffer Atomics WebAssembly Proxy Reflect queueMicrotask setTimeout setInterval ' +
    'setImmediate structuredClone navigator Deno Bun importScripts MessageChannel BroadcastChannel console'
  ).split(' '),
);
const RAW_SQL = /^\$?(?:queryRaw|executeRaw|queryRawUnsafe|executeRawUnsafe|queryRawTyped)$/;
const ESCAPES = new Set(
  '__proto__ constructor prototype __defineGetter__ __lookupGetter__ mainModule binding dlopen getBuiltinModule forTenant'.split(
    ' ',
  ),
);

/** What a candidate's code imports, calls and names, read from its syntax tree; nothing of it runs. */
export function checkImports(files: readonly PluginFile[]): readonly Issue[] {
  const paths = new Set(files.map(({ path }) => path));
  return files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ path, content }) => checkFile(path, content, paths));
}

function checkFile(path: string, content: string, paths: ReadonlySet<string>): readonly Issue[] {
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.ES2023, true);
  const issues: Issue[] = suppressions(path, content);
  const report: Report = (node, code, message, suggestion = null) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    issues.push({ code, severity: 'ERROR', file: path, line, message, suggestion });
  };
  const visit = (node: ts.Node): void => {
    checkModule(node, path, paths, report);
    checkName(node, path, report);
    checkAccess(node, report);
    ts.forEachChild(node, visit);
  };
  visit(source);
  checkTopLevel(source, path, report);
  checkPermission(source, path, report);
  return issues;
}

/** Notes a fault at a node. */
export type Report = (
  node: ts.Node,
  code: string,
  message: string,
  suggestion?: string | null,
) => void;

function suppressions(file: string, content: string): Issue[] {
  return content.split('\n').flatMap((text, at) =>
    /@ts-(?:ignore|nocheck|expect-error)|\bas (?:any|unknown as)\b|:\s*any\b|biome-ignore|eslint-disable/.test(
      text,
    )
      ? [
          {
            code: 'CHECK_SUPPRESSED',
            severity: 'ERROR',
            file,
            line: at + 1,
            message: 'The types are silenced here.',
            suggestion: 'Give the value its type.',
          } satisfies Issue,
        ]
      : [],
  );
}

function checkModule(
  node: ts.Node,
  path: string,
  paths: ReadonlySet<string>,
  report: Report,
): void {
  if (ts.isImportEqualsDeclaration(node))
    report(node, 'IMPORT_NOT_ALLOWED', 'import = is not allowed.');
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    report(
      node,
      'DYNAMIC_IMPORT',
      'A dynamic import is not allowed.',
      'Import it at the top of the file.',
    );
  }
  if (ts.isImportTypeNode(node))
    report(node, 'IMPORT_NOT_ALLOWED', 'Import the type at the top of the file.');
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return;
  if (!node.moduleSpecifier || !ts.isStringLiteral(node.moduleSpecifier)) return;
  const from = node.moduleSpecifier.text;
  if (isAllowed(from, path, paths)) return;
  const file = from.startsWith('.') ? 'is no file of this plugin' : 'is not allowed here';
  report(
    node,
    'IMPORT_NOT_ALLOWED',
    `${from} ${file}.`,
    `Allowed are the plugin's own files, ${PACKAGES.join(' and ')}.`,
  );
}

function isAllowed(from: string, path: string, paths: ReadonlySet<string>): boolean {
  if (!from.startsWith('.'))
    return (path.startsWith('test/') ? TEST_PACKAGES : PACKAGES).includes(from);
  const target = posix.join(dirname(path), from);
  if (target.startsWith('..')) return false;
  if (target === 'src/generated/resolver-types.ts') return path.startsWith('src/resolvers/');
  if (target === 'src/generated/prisma/client.ts') {
    return path.startsWith('src/repositories/') || path === 'src/context.ts';
  }
  return paths.has(target);
}

function checkName(node: ts.Node, path: string, report: Report): void {
  if (!ts.isIdentifier(node) || isPropertyName(node)) return;
  if (FORBIDDEN.has(node.text) && !ts.isTypeReferenceNode(node.parent)) {
    report(
      node,
      'GLOBAL_NOT_ALLOWED',
      `${node.text} is not for plugins.`,
      'A service gets what it needs from its context.',
    );
  }
  if (node.text === 'PrismaClient' && path !== 'src/context.ts') {
    report(node, 'RAW_SQL', 'Only context.ts makes the database client.');
  }
}

/** A name behind a point, or of a property: it reaches no global. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node) ||
    (ts.isMethodSignature(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}

function checkAccess(node: ts.Node, report: Report): void {
  if (ts.isWithStatement(node) || ts.isDebuggerStatement(node))
    report(node, 'SYNTAX_NOT_ALLOWED', 'Not allowed here.');
  if (ts.isMetaProperty(node) && !/definition\.ts$/.test(node.getSourceFile().fileName)) {
    report(node, 'GLOBAL_NOT_ALLOWED', 'import.meta is for definition.ts.');
  }
  const named = accessedName(node);
  if (named === null) return;
  if (RAW_SQL.test(named)) {
    report(
      node,
      'RAW_SQL',
      `${named} sends SQL past the repository's types.`,
      'Use the generated client’s methods.',
    );
  }
  if (ESCAPES.has(named)) report(node, 'ESCAPE', `${named} leaves what a plugin may reach.`);
}

function accessedName(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isBindingElement(node)) {
    const name = node.propertyName ?? node.name;
    return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : null;
  }
  if (!ts.isElementAccessExpression(node)) return null;
  const given = node.argumentExpression;
  if (ts.isStringLiteralLike(given)) return given.text;
  return ts.isIdentifier(given) || ts.isNumericLiteral(given) ? null : 'constructor';
}
