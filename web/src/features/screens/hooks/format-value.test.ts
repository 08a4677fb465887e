import { describe, expect, it } from '@jest/globals';
import { formatValue, localise } from './format-value.ts';

const spanish = { language: 'es', yes: 'Sí', no: 'No' };
const english = { language: 'en', yes: 'Yes', no: 'No' };
const as = (format: 'text' | 'number' | 'money' | 'date' | 'dateTime' | 'boolean' | 'enum') => ({
  format,
  values: [{ value: 'OPEN', label: { es: 'Abierto', en: 'Open' } }],
});
const spaced = (text: string) => text.replace(/\s/g, ' ');

describe('formatValue', () => {
  it.each([
    ['text', 'Buy <b>paper</b>', 'Buy <b>paper</b>'],
    ['number', 1234567.5, '1.234.567,5'],
    ['number', '12.50', '12,5'],
    ['number', 'many', 'many'],
    ['money', { amount: '1250.50', currency: 'EUR' }, '1250,50 €'],
    ['money', { amount: '5', currency: 'nonsense' }, '5 nonsense'],
    ['money', 'free', 'free'],
    ['boolean', true, 'Sí'],
    ['boolean', false, 'No'],
    ['enum', 'OPEN', 'Abierto'],
    ['enum', 'NEW_ONE', 'NEW_ONE'],
    ['date', '2026-01-31', '31 ene 2026'],
    ['date', 'soon', 'soon'],
    ['text', null, '—'],
    ['text', '', '—'],
    ['number', 0, '0'],
    ['text', ['a', 'b'], 'a, b'],
    ['text', [], '—'],
    ['text', { a: 1 }, '{"a":1}'],
  ] as const)('shows %s of %j', (format, value, shown) => {
    expect(spaced(formatValue(value, as(format), spanish))).toBe(shown);
  });

  it('speaks the person’s language', () => {
    expect(formatValue(1234.5, as('number'), english)).toBe('1,234.5');
    expect(formatValue('OPEN', as('enum'), english)).toBe('Open');
    expect(formatValue({ amount: '12.5', currency: 'USD' }, as('money'), english)).toBe('$12.50');
    expect(formatValue('2026-01-31T10:00:00Z', as('dateTime'), english)).toContain('Jan 31, 2026');
    expect(localise({ es: 'Notas', en: 'Notes' }, 'en-GB')).toBe('Notes');
    expect(localise({ es: 'Notas', en: 'Notes' }, 'es')).toBe('Notas');
  });
});
