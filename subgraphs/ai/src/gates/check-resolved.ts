import { Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import ts from 'typescript';
import type { PluginFile } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';

const ROOTS = ['Query', 'Mutation'];

/** Every field of the schema that neither a resolver answers nor a record holds: it would fail when it is asked. */
export function checkResolved(files: readonly PluginFile[]): readonly Issue[] {
  const schema = files.find(({ path }) => path === 'schema.graphql')?.content ?? '';
  const resolvers = new Map<string, ReadonlySet<string>>();
  const held = new Set<string>();
  for (const { path, content } of files) {
    const source = ts.createSourceFile(path, content, ts.ScriptTarget.ES2023, true);
    if (path.startsWith('src/resolvers/')) readResolvers(source, resolvers);
    if (/^src\/models\/.*-record\.ts$/.test(path)) readProperties(source, held);
  }
  const entities = new Set(resolvers.keys());
  return parse(schema)
    .definitions.filter(
      (definition): definition is ObjectTypeDefinitionNode =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION,
    )
    .filter(({ name }) => ROOTS.includes(name.value) || entities.has(name.value))
    .flatMap(({ name, fields = [] }) =>
      fields
        .filter((field) => {
          const isAnswered = resolvers.get(name.value)?.has(field.name.value);
          return !isAnswered && (ROOTS.includes(name.value) || !held.has(field.name.value));
        })
        .map((field) => issueOf(`${name.value}.${field.name.value}`, field.loc?.startToken.line)),
    );
}

function readResolvers(source: ts.SourceFile, found: Map<string, ReadonlySet<string>>): void {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || !initializer || !ts.isObjectLiteralExpression(initializer))
        continue;
      const keys = initializer.properties.flatMap(({ name: key }) =>
        key && ts.isIdentifier(key) ? [key.text] : [],
      );
      found.set(name.text, new Set(keys));
    }
  }
}

function readProperties(source: ts.SourceFile, held: Set<string>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) held.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function issueOf(coordinate: string, line: number | undefined): Issue {
  return {
    code: 'FIELD_UNRESOLVED',
    severity: 'ERROR',
    file: 'schema.graphql',
    line: line ?? null,
    message: `${coordinate} is answered by nothing.`,
    suggestion: 'Add a resolver, or a property of that name to the record.',
  };
}
