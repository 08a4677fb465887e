import type { UiField } from '@gestas/sdk';
import { isAnswer, readPath } from './answer.ts';

/** An amount as it is written. */
export type Money = { readonly amount: string; readonly currency: string };

/** What is written into a field: text, a tick, or an amount with its currency. */
export type FieldValue = string | boolean | Money;

/** What is written into a form, by the fields' names. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/** What is wrong with a field before anything is sent: a key of this feature's texts. */
export type FieldFault = 'required' | 'number';

const NUMERIC: readonly UiField['input'][] = ['number', 'decimal', 'money'];
const NUMBER = /^-?\d+([.,]\d+)?$/;

/** What the form shows at first: what is edited, or nothing. */
export function firstValues(fields: readonly UiField[], edited: unknown): FormValues {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      toValue(field, edited === undefined ? undefined : readPath(edited, field.path ?? field.name)),
    ]),
  );
}

/** The faults of single fields that can be told without asking the server. */
export function faultsOf(
  fields: readonly UiField[],
  values: FormValues,
): Readonly<Record<string, FieldFault>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const fault = faultOf(field, values[field.name]);
      return fault === null ? [] : [[field.name, fault]];
    }),
  );
}

function faultOf({ input, required }: UiField, value: FieldValue | undefined): FieldFault | null {
  if (value === undefined || typeof value === 'boolean') return null;
  if (isEmpty(value)) return required ? 'required' : null;
  const number = typeof value === 'object' ? value.amount : value;
  return NUMERIC.includes(input) && !NUMBER.test(number.trim()) ? 'number' : null;
}

/** `$input` of the mutation. What is left empty is left out, but null when something is edited: it becomes empty. */
export function toInput(
  fields: readonly UiField[],
  values: FormValues,
  id?: string,
): Readonly<Record<string, unknown>> {
  const pairs = fields.flatMap(({ name, input }) => {
    const value = values[name] ?? '';
    if (!isEmpty(value)) return [[name, toSent(input, value)]];
    return id === undefined ? [] : [[name, null]];
  });
  return { ...(id === undefined ? {} : { id }), ...Object.fromEntries(pairs) };
}

function isEmpty(value: FieldValue): boolean {
  if (typeof value === 'boolean') return false;
  return (typeof value === 'object' ? value.amount : value).trim() === '';
}

function toSent(input: UiField['input'], value: FieldValue): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object') {
    return { amount: plain(value.amount), currency: value.currency.trim().toUpperCase() };
  }
  if (input === 'number') return Number(plain(value));
  if (input === 'decimal') return plain(value);
  return input === 'dateTime' ? new Date(value).toISOString() : value;
}

/** `12,5` is `12.5`. */
function plain(number: string): string {
  return number.trim().replace(',', '.');
}

function toValue({ input }: UiField, value: unknown): FieldValue {
  if (input === 'checkbox') return value === true;
  if (input === 'money') {
    const { amount = '', currency = 'EUR' } = isAnswer(value) ? value : {};
    return { amount: String(amount), currency: String(currency) };
  }
  if (value === null || value === undefined) return '';
  if (input === 'dateTime') return toLocalMoment(String(value));
  return String(value);
}

/** `2026-01-31T09:30`, here, of a moment as ISO 8601. */
function toLocalMoment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
