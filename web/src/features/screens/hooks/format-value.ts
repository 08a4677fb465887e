import type { UiColumn } from '@gestas/sdk';
import { isAnswer } from './answer.ts';

/** A text of a manifest. */
export type Localised = { readonly es: string; readonly en: string };

/** What the formats need of the person's language. */
export type Wording = { readonly language: string; readonly yes: string; readonly no: string };

type Formatter = (value: unknown, wording: Wording, column: Pick<UiColumn, 'values'>) => string;

const NONE = '—';

const FORMATS: Readonly<Record<UiColumn['format'], Formatter>> = {
  text: toText,
  number: (value, { language }) => {
    const isNumber = value !== '' && Number.isFinite(Number(value));
    return isNumber
      ? Number(value).toLocaleString(language, { maximumFractionDigits: 6 })
      : toText(value);
  },
  money: formatMoney,
  date: (value, { language }) => formatDate(value, language, { dateStyle: 'medium' }),
  dateTime: (value, { language }) =>
    formatDate(value, language, { dateStyle: 'medium', timeStyle: 'short' }),
  boolean: (value, { yes, no }) => (value === true ? yes : no),
  enum: (value, { language }, { values }) => {
    const label = values.find((one) => one.value === value)?.label;
    return label ? localise(label, language) : toText(value);
  },
};

/** A value as the text that is shown: never markup. Nothing at all is a dash. */
export function formatValue(
  value: unknown,
  column: Pick<UiColumn, 'format' | 'values'>,
  wording: Wording,
): string {
  if (value === null || value === undefined || value === '') return NONE;
  if (Array.isArray(value)) {
    return value.map((one) => formatValue(one, column, wording)).join(', ') || NONE;
  }
  return (FORMATS[column.format] ?? toText)(value, wording, column);
}

/** A text in the person's language. */
export function localise({ es, en }: Localised, language: string): string {
  return language.startsWith('en') ? en : es;
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function formatMoney(value: unknown, { language }: Wording): string {
  if (!isAnswer(value)) return toText(value);
  const { amount, currency } = value;
  if (typeof amount !== 'string' || typeof currency !== 'string') return toText(value);
  try {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency });
    return format.format(amount as Intl.StringNumericLiteral); // decimal text loses nothing on the way
  } catch {
    return `${amount} ${currency}`;
  }
}

/** A day such as `2026-01-31` is that day everywhere: it has no hour that a time zone could move. */
function formatDate(value: unknown, language: string, style: Intl.DateTimeFormatOptions): string {
  const text = String(value);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return date.toLocaleString(language, isDay ? { ...style, timeZone: 'UTC' } : style);
}
