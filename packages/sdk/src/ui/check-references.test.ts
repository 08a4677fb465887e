import { describe, expect, it } from '@jest/globals';
import { Manifest } from '../manifest.ts';
import { screenFolder, screenOf } from './screen-address.ts';
import { detail, form, manifestOf, NOTE, table, UPDATE } from './testing/sample-ui.ts';

const label = { es: 'Notas', en: 'Notes' };
const faultsOf = (ui: object) =>
  Manifest.safeParse(manifestOf(ui)).error?.issues.map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  ) ?? [];
const edit = form({ name: 'edit', document: UPDATE, load: NOTE });

describe('the manifest’s ui', () => {
  it('may lead to pages of the client, and to its own', () => {
    const paths = ['/users', '/posts/new', '/x/notes/list', '/x/notes/new'];
    const navigation = paths.map((path) => ({ path, label }));
    expect(faultsOf({ navigation, pages: [table(), form()] })).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    '//evil.test/x',
    'https://evil.test',
    '/x/notes/../../admin',
    '/x/notes/list?next=//evil.test',
    '/x/notes/%2e%2e',
    '\\\\evil.test',
    '/X/notes/list',
    '/',
    ' /x/notes/list',
  ])('leads nowhere by %s', (path) => {
    const [first] = faultsOf({ navigation: [{ path, label }], pages: [table()] });
    expect(first).toBe('ui.navigation.0.path must be an address within the client');
  });

  it.each([
    ['/x/notes', 'must be /x/notes/ and the name of a page'],
    ['/x', 'must be /x/notes/ and the name of a page'],
    ['/x/other/list', 'must be /x/notes/ and the name of a page'],
    ['/x/notes/list/more', 'must be /x/notes/ and the name of a page'],
    ['/x/notes/gone', 'gone is not a page of this plugin'],
    ['/x/notes/note', 'note needs an id, so no link leads to it'],
    ['/x/notes/edit', 'edit needs an id, so no link leads to it'],
  ])('has no link to %s', (path, fault) => {
    const ui = { navigation: [{ path, label }], pages: [table(), detail(), edit] };
    expect(faultsOf(ui)).toEqual([`ui.navigation.0.path ${fault}`]);
  });

  it('refuses ways to pages of the wrong kind, and names that are there twice', () => {
    const pages = [
      table({ detail: 'new', create: 'edit', edit: 'gone' }),
      form({ next: 'note' }),
      edit,
      detail({ edit: 'new' }),
      detail(),
    ];
    expect(faultsOf({ pages })).toEqual([
      'ui.pages.4.name is there twice',
      'ui.pages.0.edit gone is not a page of this plugin',
      'ui.pages.0.detail new is not detail',
      'ui.pages.0.create edit is not a form that creates',
      'ui.pages.1.next note is not table',
      'ui.pages.3.edit new is not a form that edits',
    ]);
  });

  it.each([
    ['an unknown key', table({ script: 'alert(1)' })],
    ['an unknown kind', table({ kind: 'html' })],
    ['an unknown format', table({ columns: [{ path: 'text', label, format: 'html' }] })],
    ['a path that is none', table({ columns: [{ path: '__proto__', label }] })],
    ['a name with a slash', table({ name: 'a/b' })],
    ['no permission', table({ permission: undefined })],
    ['a label in one language', table({ title: { es: 'x' } })],
    ['a document without end', table({ document: 'x'.repeat(4_001) })],
    ['a select without values', form({ fields: [{ name: 'text', label, input: 'select' }] })],
  ])('refuses a page with %s', (_what, page) => {
    expect(faultsOf({ pages: [page] })).not.toEqual([]);
  });
});

describe('addresses', () => {
  it('are of the plugin’s folder', () => {
    expect(screenFolder('plugin-my-notes')).toBe('my-notes');
    expect(screenOf('/x/notes/list')).toEqual({ folder: 'notes', page: 'list' });
    expect(screenOf('/posts/new')).toBeNull();
    expect(screenOf('/x/notes')).toBeNull();
  });
});
