import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { Manifest } from '../manifest.ts';
import { checkUi, hasScreens } from './check-ui.ts';
import {
  CREATE,
  columnOf,
  detail,
  fieldOf,
  form,
  LIST,
  manifestOf,
  NOTE,
  SCHEMA,
  table,
  UPDATE,
} from './testing/sample-ui.ts';

const schema = buildSchema(SCHEMA);
const faultsOf = (ui: object) =>
  checkUi(Manifest.parse(manifestOf(ui)), schema).map(({ message }) => message);
const widget = (parts: object) => ({
  name: 'count',
  title: { es: 'Notas', en: 'Notes' },
  permission: 'notes:note:read',
  ...parts,
});

describe('checkUi', () => {
  it('finds nothing in a sound description of every kind', () => {
    const remove = {
      document: 'mutation ($id: ID!) { deleteNote(id: $id) { id } }',
      permission: 'notes:note:delete',
    };
    const fields = [
      fieldOf('text', 'textarea', { required: true }),
      fieldOf('price', 'money'),
      fieldOf('due', 'dateTime'),
      fieldOf('done', 'checkbox'),
      fieldOf('stars', 'number'),
      fieldOf('state', 'select', { values: [{ value: 'OPEN', label: { es: 'a', en: 'o' } }] }),
    ];
    const ui = {
      navigation: [{ path: '/x/notes/list', label: { es: 'Notas', en: 'Notes' }, icon: 'note' }],
      pages: [
        table({ detail: 'note', create: 'new', edit: 'edit', remove }),
        detail({ edit: 'edit', remove }),
        form({ fields }),
        form({ name: 'edit', document: UPDATE, load: NOTE, fields: [fieldOf('text', 'text')] }),
      ],
      widgets: [
        widget({ kind: 'stat', document: '{ notes { totalCount } }', path: 'notes.totalCount' }),
        widget({
          name: 'latest',
          kind: 'table',
          document: '{ notes(first: 3) { edges { node { text } } } }',
          columns: [columnOf('text')],
          page: 'list',
        }),
      ],
    };
    expect(faultsOf(ui)).toEqual([]);
    expect(hasScreens(Manifest.parse(manifestOf(ui)))).toBe(true);
    expect(hasScreens(Manifest.parse(manifestOf({})))).toBe(false);
  });

  it('keeps labels with markup as the text they are', () => {
    const label = { es: '<img src=x onerror=alert(1)>', en: '<b>Text</b>' };
    expect(faultsOf({ pages: [table({ columns: [columnOf('text', { label })] })] })).toEqual([]);
  });

  it.each([
    ['is not GraphQL', 'query (', 'Syntax Error'],
    ['is a mutation', CREATE, 'must be a query'],
    ['has two operations', `query A { notes { totalCount } } ${LIST}`, 'exactly one operation'],
    ['has fragments', `${LIST} fragment F on Note { id }`, 'without named fragments'],
    ['is a type system', 'type Query { x: Int }', 'exactly one operation'],
    ['selects what is not there', LIST.replace('text', 'secret'), 'Cannot query field "secret"'],
    ['has two root fields', LIST.replace(/\}$/, ' me { id } }'), 'exactly one root field'],
    ['hides root fields', LIST.replace('{', '{ ... { me { id } } '), 'exactly one root field'],
    ['asks for the schema', '{ __schema { types { name } } }', 'exactly one root field'],
    ['takes no $after', LIST.replace(/, (\$after: String|after: \$after)/g, ''), 'take $after'],
    [
      'needs another variable',
      LIST.replace('($first', '($search: String!, $first').replace(
        '(first',
        '(search: $search, first',
      ),
      'must not need $search',
    ],
    ['selects no pageInfo', LIST.replace(/pageInfo \{[^}]*\}/, ''), 'must select pageInfo'],
    ['selects no rows', LIST.replace(/edges \{.*\} \} pageInfo/, 'pageInfo'), 'must select nodes'],
    ['selects no id', LIST.replace(' id ', ' '), 'must select the id'],
    ['is a bomb', `{ notes ${'{ a '.repeat(700)}`, '1000 tokens'],
  ])('refuses a table whose document %s', (_what, document, fault) => {
    const [first] = faultsOf({ pages: [table({ document: document.slice(0, 4_000) })] });
    expect(first).toMatch(/^ui\.pages\.list\.document: /);
    expect(first).toContain(fault);
  });

  it.each([
    ['is not selected', 'title', {}, 'title is not selected'],
    ['ends at an object', 'author', {}, 'author is not a single value'],
    ['leads through a list', 'friends.name', {}, 'friends.name leads through a list'],
    ['names what objects inherit', 'constructor', {}, 'constructor is not selected'],
    ['has a format that does not fit', 'text', { format: 'money' }, 'can not be shown as money'],
    ['is no enum', 'text', { format: 'enum' }, 'can not be shown as enum'],
  ])('refuses a column whose path %s', (_what, path, rest, fault) => {
    const [first] = faultsOf({ pages: [table({ columns: [columnOf(path, rest)] })] });
    expect(first).toContain(fault);
  });

  it.each([
    ['a query', { document: NOTE }, 'must be a mutation'],
    ['an unknown field', { fields: [fieldOf('nope', 'text')] }, 'NoteInput has no field nope'],
    [
      'a field twice',
      { fields: [fieldOf('text', 'text', { required: true }), fieldOf('text', 'text')] },
      'there twice',
    ],
    ['less than is needed', { fields: [fieldOf('stars', 'number')] }, 'NoteInput.text is needed'],
    ['an optional field that is needed', { fields: [fieldOf('text', 'text')] }, 'must be required'],
    [
      'money in a text',
      { fields: [fieldOf('text', 'money', { required: true })] },
      'money can not fill',
    ],
    ['a number in a moment', { fields: [fieldOf('due', 'number')] }, 'number can not fill'],
    ['a list', { fields: [fieldOf('tags', 'text')] }, 'text can not fill'],
    ['an object', { fields: [fieldOf('inner', 'text')] }, 'text can not fill'],
    [
      'a value that is none',
      {
        fields: [
          fieldOf('state', 'select', { values: [{ value: 'GONE', label: { es: 'x', en: 'x' } }] }),
        ],
      },
      'GONE is not a value of State',
    ],
    [
      '$input that is no object',
      { document: 'mutation ($input: ID!) { deleteNote(id: $input) { id } }' },
      'must be of an input type',
    ],
    ['editing what has no id', { load: NOTE }, 'has no id'],
    [
      'loading a list',
      { document: UPDATE, load: 'query ($id: ID!) { all(id: $id) { text } }' },
      'must answer one thing',
    ],
    [
      'loading less than it edits',
      { document: UPDATE, load: NOTE, fields: [fieldOf('text', 'text', { path: 'note.text' })] },
      'load: note.text is not selected',
    ],
  ])('refuses a form with %s', (_what, parts, fault) => {
    expect(faultsOf({ pages: [form(parts)] }).join()).toContain(fault);
  });

  it.each([
    ['a text', { path: 'me.id', document: '{ me { id } }' }, 'is not a number'],
    [
      'another root',
      { path: 'me.id', document: '{ notes { totalCount } }' },
      'must begin with notes',
    ],
    [
      'variables',
      { path: 'notes.totalCount', document: LIST.replace('$first: Int', '$first: Int!') },
      'must not need $first',
    ],
    [
      'a mutation',
      { path: 'deleteNote.id', document: 'mutation { deleteNote(id: 1) { id } }' },
      'must be a query',
    ],
  ])('refuses a figure from %s', (_what, parts, fault) => {
    expect(faultsOf({ widgets: [widget({ kind: 'stat', ...parts })] }).join()).toContain(fault);
  });

  it('refuses a deletion that is a query, or takes anything but an id', () => {
    const documents = [NOTE, CREATE];
    const faults = documents.flatMap((document) =>
      faultsOf({ pages: [table({ remove: { document, permission: 'notes:note:delete' } })] }),
    );
    expect(faults[0]).toBe('ui.pages.list.remove.document: must be a mutation.');
    expect(faults[1]).toBe('ui.pages.list.remove.document: must take $id.');
  });

  it('knows permissions of the plugin, and those it is told of', () => {
    const manifest = Manifest.parse(
      manifestOf({ pages: [table({ permission: 'cms:post:read' })] }),
    );
    expect(checkUi(manifest, schema)).toEqual([
      {
        code: 'UI_PERMISSION_UNKNOWN',
        message: 'ui.pages.list: no plugin contributes cms:post:read.',
        coordinates: ['ui.pages.list'],
      },
    ]);
    expect(checkUi(manifest, schema, ['cms:post:read'])).toEqual([]);
  });
});
