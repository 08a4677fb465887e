import { describe, expect, it } from '@jest/globals';
import { faultsOf, firstValues, toInput } from './form-values.ts';

type Input = 'text' | 'number' | 'decimal' | 'money' | 'date' | 'dateTime' | 'checkbox' | 'select';
const field = (name: string, input: Input, parts: { required?: boolean; path?: string } = {}) => ({
  name,
  input,
  label: { es: name, en: name },
  required: false,
  values: [],
  ...parts,
});
const fields = [
  field('text', 'text', { required: true }),
  field('stars', 'number'),
  field('weight', 'decimal'),
  field('price', 'money'),
  field('due', 'dateTime'),
  field('day', 'date'),
  field('done', 'checkbox'),
  field('customerId', 'text', { path: 'customer.id' }),
];
const at = '2026-01-31T09:30:00.000Z';

describe('a form', () => {
  it('begins empty', () => {
    expect(firstValues(fields, undefined)).toEqual({
      text: '',
      stars: '',
      weight: '',
      price: { amount: '', currency: 'EUR' },
      due: '',
      day: '',
      done: false,
      customerId: '',
    });
  });

  it('begins with what is edited, and gives it back as it was', () => {
    const price = { amount: '12.50', currency: 'USD' };
    const edited = {
      text: 'a',
      stars: 0,
      weight: '1.250000',
      price,
      due: at,
      day: '2026-01-31',
      done: true,
      customer: { id: 'c1' },
    };
    const values = firstValues(fields, edited);
    expect(toInput(fields, values, 'n1')).toEqual({
      id: 'n1',
      text: 'a',
      stars: 0,
      weight: '1.250000',
      price,
      due: at,
      day: '2026-01-31',
      done: true,
      customerId: 'c1',
    });
  });

  it('leaves empty fields out of what is new, and empties them in what is edited', () => {
    const values = { ...firstValues(fields, undefined), text: 'a' };
    expect(toInput(fields, values)).toEqual({ text: 'a', done: false });
    expect(toInput(fields, values, 'n1')).toMatchObject({ id: 'n1', price: null, stars: null });
  });

  it('takes a decimal comma, and keeps every digit of decimal text', () => {
    const values = {
      weight: ' 12345678901234,567890 ',
      stars: '3',
      price: { amount: '0,10', currency: ' eur ' },
    };
    expect(toInput(fields, values)).toEqual({
      weight: '12345678901234.567890',
      stars: 3,
      price: { amount: '0.10', currency: 'EUR' },
    });
  });

  it('tells what is missing, and what is no number, before anything is sent', () => {
    expect(faultsOf(fields, firstValues(fields, undefined))).toEqual({ text: 'required' });
    const price = { amount: '1e3', currency: 'EUR' };
    const values = { text: ' ', stars: 'many', weight: '0x10', price, done: false };
    expect(faultsOf(fields, values)).toEqual({
      text: 'required',
      stars: 'number',
      weight: 'number',
      price: 'number',
    });
    expect(faultsOf(fields, { text: 'a', stars: '-1', weight: '1,5' })).toEqual({});
  });
});
