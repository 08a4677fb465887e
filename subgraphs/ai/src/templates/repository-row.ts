import type { Draft } from './about.ts';
import { enumName } from './field-shapes.ts';
import { imports, list } from './layout.ts';

/** `src/repositories/<entity>-row.ts`: rows as records, drafts as rows. */
export function rowFile({ spec, names, fields }: Draft): string {
  const { entity, oneFile, one } = names;
  const update = spec.verbs.includes('update');
  const uses = (text: string) =>
    fields.some(({ fromRow, toRow }) => [fromRow, ...toRow].some((part) => part.includes(text)));
  const enums = fields
    .filter((shape) => shape.spec.type === 'ENUM')
    .map((shape) => `type ${enumName(shape.spec, names)}`);
  const helpers = (from: string, all: readonly string[]) => ({
    from,
    names: all.filter((name) => uses(`${name}(`)),
  });
  const pairs = fields.flatMap(({ toRow }) => toRow);
  const changes = pairs.map((pair) => pair.replaceAll('draft.', 'change.'));
  return `${imports([
    { from: '../generated/prisma/client.ts', names: [`type ${entity}`] },
    helpers('../models/day.ts', ['dayOf', 'momentOf']),
    helpers('../models/money.ts', ['amountOf', 'currencyOf', 'toMoney']),
    {
      from: `../models/${oneFile}-input.ts`,
      names: [...(update ? [`type ${entity}Change`] : []), `type ${entity}Draft`],
    },
    { from: `../models/${oneFile}-record.ts`, names: [...enums, `type ${entity}Record`] },
    update && { from: '../utils/defined-only.ts', names: ['definedOnly'] },
  ])}

/** A row as a record. */
export function to${entity}Record(row: ${entity}): ${entity}Record {
  return {
    id: row.id,
${fields.map(({ property, fromRow }) => `    ${property}: ${fromRow},`).join('\n')}
    createdById: row.createdById,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The columns of a new ${one}. */
export function to${entity}Row(draft: ${entity}Draft) {
${list('return {', pairs, '};', '  ')}
}
${
  update
    ? `
/** The columns of what is to change. */
export function to${entity}Changes(change: ${entity}Change) {
${list('return definedOnly({', changes, '});', '  ')}
}
`
    : ''
}`;
}
