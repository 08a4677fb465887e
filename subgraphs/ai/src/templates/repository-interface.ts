import type { Draft } from './about.ts';
import { enumName, filterable } from './field-shapes.ts';
import { fitting, imports, lines } from './layout.ts';

/** Whether lists of this plugin may be filtered. */
export function filters({ fields }: Draft): boolean {
  return filterable(fields).length > 0;
}

/** `src/repositories/<entity>-repository.ts`: the interface. */
export function repositoryFile(draft: Draft): string {
  const { spec, names, fields } = draft;
  const { entity, oneFile } = names;
  const [update, remove] = [spec.verbs.includes('update'), spec.verbs.includes('delete')];
  const enums = fields
    .filter((one) => one.spec.type === 'ENUM')
    .map((one) => `type ${enumName(one.spec, names)}`);
  const filter = filters(draft);
  const filterType = filterable(fields).map(
    ({ spec: { required: _required, ...field }, property }) =>
      `  readonly ${property}?: ${field.type === 'ENUM' ? enumName({ ...field, required: true }, names) : 'string'} | undefined;`,
  );
  const text = lines(
    `/** The sort key of lists: creation time, then id, both descending. */
export type ${entity}Key = { readonly createdAt: Date; readonly id: string };\n`,
    filter &&
      `/** What a list is narrowed to. */\nexport type ${entity}Filter = {\n${filterType.join('\n')}\n};\n`,
    `/** Reads ${spec.labelPlural.en} of the bound tenant. */
export interface ${entity}Reader {
  /** Batched within a request. */
  findById(id: string): Promise<${entity}Record | null>;
  /** Up to \`first + 1\`, newest first. */`,
    filter
      ? fitting(
          `  list(page: Page<${entity}Key>, filter: ${entity}Filter): Promise<readonly ${entity}Record[]>;`,
          `  list(\n    page: Page<${entity}Key>,\n    filter: ${entity}Filter,\n  ): Promise<readonly ${entity}Record[]>;`,
        )
      : `  list(page: Page<${entity}Key>): Promise<readonly ${entity}Record[]>;`,
    `  count(${filter ? `filter: ${entity}Filter` : ''}): Promise<number>;
}

/** Writes ${spec.labelPlural.en} of the bound tenant. */
export interface ${entity}Repository extends ${entity}Reader {`,
    conflicts(draft, '  '),
    fitting(
      `  insert(draft: ${entity}Draft, createdById: string): Promise<${entity}Record>;`,
      `  insert(\n    draft: ${entity}Draft,\n    createdById: string,\n  ): Promise<${entity}Record>;`,
    ),
    update &&
      `  /** Null: there is no such ${spec.label.en}. */\n  update(id: string, change: ${entity}Change): Promise<${entity}Record | null>;`,
    remove &&
      `  /** False: there was no such ${spec.label.en}. */\n  delete(id: string): Promise<boolean>;`,
    '}',
  );
  return `${imports([
    { from: '@gestas/sdk', names: ['type Page'] },
    {
      from: `../models/${oneFile}-input.ts`,
      names: [...(update ? [`type ${entity}Change`] : []), `type ${entity}Draft`],
    },
    {
      from: `../models/${oneFile}-record.ts`,
      names: [`type ${entity}Record`, ...(filter ? enums : [])],
    },
  ])}\n\n${text}\n`;
}

function conflicts({ spec }: Draft, by: string): string {
  const unique = spec.fields.filter((field) => field.unique).map(({ name }) => name);
  return unique.length > 0
    ? `${by}/** Refuses with CONFLICT when ${unique.join(' or ')} is taken. */`
    : '';
}
