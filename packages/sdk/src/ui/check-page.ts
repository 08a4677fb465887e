import { type GraphQLSchema, getNullableType, isListType } from 'graphql';
import { checkColumns, pagedRowsOf } from './check-columns.ts';
import { checkDocument, type PlacedFault } from './check-document.ts';
import { checkFields } from './check-fields.ts';
import type { UiDetail, UiForm, UiPage, UiTable } from './plugin-ui.ts';
import type { Chosen, ReadDocument } from './read-document.ts';

/** Checks a page's documents against the graph, and what it shows or asks for against its documents. */
export function checkPage(page: UiPage, at: string, schema: GraphQLSchema): readonly PlacedFault[] {
  const removal = page.kind === 'form' ? undefined : page.remove;
  const own = {
    table: () => tableFaults(page as UiTable, at, schema),
    form: () => formFaults(page as UiForm, at, schema),
    detail: () => detailFaults(page as UiDetail, at, schema),
  }[page.kind]();
  if (!removal) return own;
  const place = `${at}.remove.document`;
  return [...own, ...checkDocument(schema, place, removal.document, 'mutation', ['id']).faults];
}

function tableFaults({ document, columns }: UiTable, at: string, schema: GraphQLSchema) {
  const place = `${at}.document`;
  const { read, faults } = checkDocument(schema, place, document, 'query', ['first', 'after']);
  if (!read) return faults;
  const row = pagedRowsOf(read.root);
  if (typeof row === 'string') return [{ at: place, message: row }];
  const id = row.children.has('id')
    ? []
    : [{ at: place, message: 'must select the id of each row' }];
  return [...id, ...placed(at, checkColumns(row, columns))];
}

function detailFaults({ document, columns }: UiDetail, at: string, schema: GraphQLSchema) {
  const { read, faults } = readOne(schema, `${at}.document`, document);
  return read ? placed(at, checkColumns(read.root, columns)) : faults;
}

function formFaults(form: UiForm, at: string, schema: GraphQLSchema): readonly PlacedFault[] {
  const place = `${at}.document`;
  const mutation = checkDocument(schema, place, form.document, 'mutation', ['input']);
  const loaded = form.load === undefined ? null : readOne(schema, `${at}.load`, form.load);
  const faults = [...mutation.faults, ...(loaded?.faults ?? [])];
  if (!mutation.read || faults.length > 0) return faults;
  return placed(at, checkFields(schema, form, mutation.read, loaded?.read ?? null));
}

/** A query by id that answers one thing, not a list. */
function readOne(schema: GraphQLSchema, at: string, text: string) {
  const { read, faults } = checkDocument(schema, at, text, 'query', ['id']);
  if (!read || isSingle(read.root)) return { read, faults };
  return { read: null as ReadDocument | null, faults: [{ at, message: 'must answer one thing' }] };
}

function isSingle({ type }: Chosen): boolean {
  return !isListType(getNullableType(type));
}

function placed(at: string, messages: readonly string[]): readonly PlacedFault[] {
  return messages.map((message) => ({ at, message }));
}
