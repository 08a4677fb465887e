import ts from 'typescript';
import type { Report } from './check-imports.ts';

/** A file of a plugin declares; only index.ts starts something. */
export function checkTopLevel(source: ts.SourceFile, path: string, report: Report): void {
  if (path.startsWith('test/')) return;
  for (const statement of source.statements) {
    const declares =
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isVariableStatement(statement);
    if (!declares)
      report(statement, 'SIDE_EFFECT', 'A file only declares; nothing runs when it is imported.');
  }
}

/** Every command and query opens by asking for its permission. */
export function checkPermission(source: ts.SourceFile, path: string, report: Report): void {
  if (!/^src\/services\/(?:commands|queries)\//.test(path)) return;
  for (const statement of source.statements) {
    if (!ts.isFunctionDeclaration(statement) || !isExported(statement)) continue;
    const first = statement.body?.statements[0];
    if (
      first &&
      /^(?:const \w+ = )?requirePermission\(ctx, '[a-z:-]+'\);$/.test(first.getText(source))
    )
      continue;
    report(
      statement,
      'PERMISSION_UNCHECKED',
      `${statement.name?.text ?? 'The service'} does not ask for a permission first.`,
      "Begin with requirePermission(ctx, '<plugin>:<noun>:<verb>').",
    );
  }
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
