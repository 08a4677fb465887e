import { type GraphQLSchema, getNamedType, getNullableType, isListType } from 'graphql';
import { checkColumns, rowsOf, valueAt } from './check-columns.ts';
import { checkDocument, type PlacedFault } from './check-document.ts';
import type { UiWidget } from './plugin-ui.ts';
import type { ReadDocument } from './read-document.ts';

/** Checks a widget's document against the graph, and what it shows against its document. */
export function checkWidget(
  widget: UiWidget,
  at: string,
  schema: GraphQLSchema,
): readonly PlacedFault[] {
  const { read, faults } = checkDocument(schema, `${at}.document`, widget.document, 'query', []);
  if (!read) return faults;
  const messages =
    widget.kind === 'stat' ? figureFaults(read, widget.path) : excerptFaults(read, widget.columns);
  return messages.map((message) => ({ at, message }));
}

function excerptFaults({ root }: ReadDocument, columns: Parameters<typeof checkColumns>[1]) {
  const row = rowsOf(root);
  return row ? checkColumns(row, columns) : ['must select nodes or edges { node }'];
}

function figureFaults({ key, root }: ReadDocument, path: string): readonly string[] {
  const [first, ...rest] = path.split('.');
  if (first !== key) return [`${path} must begin with ${key}`];
  const value = rest.length > 0 ? valueAt(root, rest.join('.')) : root.type;
  if (typeof value === 'string') return [`${path} ${value}`];
  const isNumber = ['Int', 'Float'].includes(getNamedType(value).name);
  return isNumber && !isListType(getNullableType(value)) ? [] : [`${path} is not a number`];
}
