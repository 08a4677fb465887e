import { describe, expect, it } from '@jest/globals';
import { placeOf } from './place.ts';

const title = { es: 'x', en: 'x' };
const form = (name: string) => ({
  kind: 'form' as const,
  name,
  title,
  permission: 'a:b:c',
  document: '',
  fields: [],
});
const table = (name: string) => ({
  kind: 'table' as const,
  name,
  title,
  permission: 'a:b:c',
  document: '',
  columns: [],
});
const place = placeOf('notes', [form('new'), table('list'), table('other')]);

describe('a place', () => {
  it('finds pages by name', () => {
    expect(place.pageOf('list')?.kind).toBe('table');
    expect(place.pageOf('gone')).toBeUndefined();
    expect(place.pageOf(undefined)).toBeUndefined();
  });

  it('knows addresses, whatever an id holds', () => {
    expect(place.addressOf('list')).toBe('/x/notes/list');
    expect(place.addressOf('note', 'a/../b?c#d')).toBe('/x/notes/note/a%2F..%2Fb%3Fc%23d');
  });

  it('leads from a form to the page it names, or the first table', () => {
    expect(place.afterOf('other')).toBe('/x/notes/other');
    expect(place.afterOf(undefined)).toBe('/x/notes/list');
    expect(placeOf('notes', []).afterOf(undefined)).toBe('/');
  });
});
