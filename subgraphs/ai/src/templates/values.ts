import type { Draft } from './about.ts';
import { enumName } from './field-shapes.ts';
import { fitting, lines } from './layout.ts';

/** `src/models/<entity>-record.ts`. */
export function recordFile({ names, fields }: Draft): string {
  const enums = fields
    .filter(({ spec }) => spec.type === 'ENUM')
    .map(({ spec }) => {
      const values = spec.values.map((value) => `'${value}'`);
      return fitting(
        `export type ${enumName(spec, names)} = ${values.join(' | ')};`,
        `export type ${enumName(spec, names)} =\n${values.map((value) => `  | ${value}`).join('\n')};`,
      );
    });
  const money = fields.some(({ spec }) => spec.type === 'MONEY');
  return `${lines(
    money && `import type { Money } from './money.ts';\n`,
    ...enums.map((text) => `${text}\n`),
    `/** A ${names.oneFile.replaceAll('-', ' ')} as the repository returns it. */`,
    `export type ${names.entity}Record = {`,
    '  readonly id: string;',
    ...fields.map(({ property, record }) => `  readonly ${property}: ${record};`),
    '  readonly createdById: string;',
    '  readonly createdAt: Date;',
    '  readonly updatedAt: Date;',
    '};',
  )}\n`;
}

/** `src/models/money.ts`, where a field holds an amount. */
export const MONEY = `import { z } from 'zod';

/** What is accepted as an amount: decimal text of up to 15 and 4 digits, and an ISO 4217 code. */
export const Money = z.object({
  amount: z
    .string({ error: 'must be decimal text, such as "12.50"' })
    .regex(/^-?\\d{1,15}(\\.\\d{1,4})?$/, 'must be decimal text, such as "12.50"'),
  currency: z
    .string({ error: 'must be a currency, such as EUR' })
    .regex(/^[A-Z]{3}$/, 'must be a currency, such as EUR'),
});

/** An amount of money; never a floating-point number. */
export type Money = z.output<typeof Money>;

type Stored = { toFixed(digits?: number): string; decimalPlaces(): number };
type Maybe<Given, Part> = Given extends Money ? Part : Given;

/** The amount's own column; what is absent stays absent. */
export function amountOf<Given extends Money | null | undefined>(money: Given) {
  return (money ? money.amount : money) as Maybe<Given, string>;
}

/** The currency's own column; what is absent stays absent. */
export function currencyOf<Given extends Money | null | undefined>(money: Given) {
  return (money ? money.currency : money) as Maybe<Given, string>;
}

/** The two columns as one value, with at least two digits after the point. */
export function toMoney<Amount extends Stored | null>(amount: Amount, currency: string | null) {
  type Answer = Amount extends null ? null : Money;
  const digits = amount && Math.max(2, amount.decimalPlaces());
  const money = amount && { amount: amount.toFixed(digits ?? 2), currency: currency ?? '' };
  return money as Answer;
}
`;

/** `src/models/day.ts`, where a field holds a day. */
export const DAY = `import { z } from 'zod';

/** What is accepted as a day: ISO 8601, such as 2026-01-31. */
export const Day = z.iso.date('must be a day, such as 2026-01-31');

type Maybe<Given, Part> = Given extends null | undefined ? Given : Part;

/** A day as the database driver takes it: midnight in UTC. */
export function momentOf<Given extends string | null | undefined>(day: Given) {
  return (day ? new Date(\`\${day}T00:00:00Z\`) : day) as Maybe<Given, Date>;
}

/** A day as text. */
export function dayOf<Given extends Date | null>(moment: Given) {
  return (moment ? moment.toISOString().slice(0, 10) : moment) as Maybe<Given, string>;
}
`;

/** `src/utils/defined-only.ts`. */
export const DEFINED_ONLY = `type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** An object without its undefined properties: what is left out stays as it is. */
export function definedOnly<T extends object>(value: T): Defined<T> {
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given) as Defined<T>;
}
`;
