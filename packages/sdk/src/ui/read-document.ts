import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const MAX_TOKENS = 1_000;

/** A field that an operation selects, by its key in the answer. */
export type Chosen = {
  readonly type: GraphQLOutputType;
  readonly children: ReadonlyMap<string, Chosen>;
};

/** A sound operation with its one root field. */
export type ReadDocument = {
  readonly operation: OperationDefinitionNode;
  /** The root field's key in the answer. */
  readonly key: string;
  readonly root: Chosen;
};

/** Reads the text of one operation of a kind, valid on the schema, with one root field. Answers what is wrong otherwise. */
export function readDocument(
  text: string,
  kind: 'query' | 'mutation',
  schema: GraphQLSchema,
): ReadDocument | { readonly fault: string } {
  const document = parseText(text);
  if (typeof document === 'string') return { fault: document };
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) {
    return { fault: 'must be exactly one operation, without named fragments' };
  }
  if (operation.operation !== kind) return { fault: `must be a ${kind}` };
  const [error] = validate(schema, document);
  if (error) return { fault: error.message };
  const [field, ...more] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || more.length > 0 || field.name.value.startsWith('__')) {
    return { fault: 'must select exactly one root field of the graph' };
  }
  const key = field.alias?.value ?? field.name.value;
  const root = rootOf(schema, document, key);
  return root ? { operation, key, root } : { fault: 'must select exactly one root field' };
}

function parseText(text: string): DocumentNode | string {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The fields at their keys. Types come from graphql's own walk; there are no named fragments to follow. */
function rootOf(schema: GraphQLSchema, document: DocumentNode, key: string): Chosen | undefined {
  const types = new TypeInfo(schema);
  const top = new Map<string, Branch>();
  const open: Map<string, Branch>[] = [top];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          const name = node.alias?.value ?? node.name.value;
          const type = types.getType();
          const level = open.at(-1);
          if (!level || !type) return false;
          const branch = level.get(name) ?? { type, children: new Map<string, Branch>() };
          level.set(name, branch);
          open.push(branch.children);
          return undefined;
        },
        leave() {
          open.pop();
        },
      },
    }),
  );
  return top.get(key);
}

type Branch = { readonly type: GraphQLOutputType; readonly children: Map<string, Branch> };
