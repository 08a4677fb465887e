import type { FieldSpec } from '../models/plugin-spec.ts';
import { sentence } from './about.ts';

const SOMEONE = '018f3c1e-5b7a-7c3d-9e2f-1a2b3c4d5e6f';

/** A valid value for the `n`th example of a field, as source text. */
export function example({ type, name, values, min, max, format }: FieldSpec): string {
  const number = numberFrom(min, max);
  const text = number.includes('n') ? `\${${number}}` : number;
  const quote = text === number ? "'" : '`';
  switch (type) {
    case 'TEXT':
      return exampleText(name, format);
    case 'INTEGER':
      return number;
    case 'DECIMAL':
      return `${quote}${text}${text === number ? '' : '.5'}${quote}`;
    case 'MONEY':
      return `{ amount: ${quote}${text}.${text === number ? '00' : '50'}${quote}, currency: 'EUR' }`;
    case 'BOOLEAN':
      return 'true';
    case 'DATE':
      return "'2026-01-31'";
    case 'DATETIME':
      return "'2026-01-31T09:30:00.000Z'";
    case 'ENUM':
      return `'${values[0]}'`;
    case 'RELATION':
      return `'${SOMEONE}'`;
  }
}

/** Another number for each example, or the greatest allowed where there is no room for several. */
function numberFrom(min: number | null, max: number | null): string {
  const least = Math.max(1, min ?? 1);
  if (max !== null && max <= least + 50) return String(max);
  return least === 1 ? 'n' : `n + ${least}`;
}

function exampleText(name: string, format: FieldSpec['format']): string {
  const number = `\${${'n'}}`;
  if (format === 'EMAIL') return `\`someone${number}@example.com\``;
  if (format === 'URL') return `\`https://example.com/${number}\``;
  return `\`${sentence(name)} ${number}\``;
}

/** A value the field must refuse, as source text; null where the schema alone refuses. */
export function faulty({ type, min }: FieldSpec): string | null {
  if (type === 'TEXT') return "'  '";
  if (type === 'MONEY') return "{ amount: '1,5', currency: 'EUR' }";
  if (type === 'DECIMAL') return "'1,5'";
  if (type === 'DATE') return "'31/01/2026'";
  if (type === 'RELATION') return "'nobody'";
  return type === 'INTEGER' && min !== null ? String(min - 1) : null;
}
