import type { PluginSpec, Verb } from '../models/plugin-spec.ts';

/** Every name a rendered plugin uses, in each of the forms in which it appears. */
export type Names = {
  readonly folder: string;
  readonly plugin: string;
  /** `Product` */
  readonly entity: string;
  /** `product` */
  readonly one: string;
  /** `products` */
  readonly many: string;
  /** Its repository in contexts: `many`, but where contexts have something of that name. */
  readonly part: string;
  /** `purchase-order` */
  readonly oneFile: string;
  readonly manyFile: string;
  /** PostgreSQL schema, table and role. */
  readonly schema: string;
  readonly table: string;
  readonly role: string;
  /** `ProductsEvents` */
  readonly book: string;
  permission(verb: 'read' | Verb): string;
  event(verb: Verb): string;
};

const PAST: Record<Verb, string> = { create: 'created', update: 'updated', delete: 'deleted' };

/** What contexts and transactions of the SDK hold themselves. */
const TAKEN = new Set(
  'viewer requestId session sessions logger keyValue graph transact forTenant response events audit claim create log'.split(
    ' ',
  ),
);

/** Derives all names from a spec. */
export function namesOf({ folder, entity, plural }: PluginSpec): Names {
  const one = `${entity.charAt(0).toLowerCase()}${entity.slice(1)}`;
  const oneFile = kebab(entity);
  const schema = schemaOf(folder);
  const noun = oneFile.replace(/[0-9]+/g, '');
  return {
    folder,
    plugin: `plugin-${folder}`,
    entity,
    one,
    many: plural,
    part: TAKEN.has(plural) ? `kept${plural.charAt(0).toUpperCase()}${plural.slice(1)}` : plural,
    oneFile,
    manyFile: kebab(plural),
    schema,
    table: kebab(plural).replaceAll('-', '_'),
    role: `gestas_${schema}`,
    book: `${plural.charAt(0).toUpperCase()}${plural.slice(1)}Events`,
    permission: (verb) => `${folder}:${noun}:${verb}`,
    event: (verb) => `${noun}:${PAST[verb]}`,
  };
}

/** Names of schemas that are the platform's own, there or at the head of its variables. */
const RESERVED_SCHEMAS =
  /^(app|events|owner|migrations|platform_control|public|information_schema|pg_.*|database|redis|qdrant|gestas|router|plugin|web)$/;

function schemaOf(folder: string): string {
  const schema = folder.replaceAll('-', '_');
  return RESERVED_SCHEMAS.test(schema) ? `kept_${schema}` : schema;
}

/** `PurchaseOrder` and `purchaseOrder` give `purchase-order`. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter, index) => `${index ? '-' : ''}${letter.toLowerCase()}`);
}

/** `dueDate` gives `due_date`. */
export function snake(name: string): string {
  return kebab(name).replaceAll('-', '_');
}

/** The field of an event that names the entity, such as `productId`. */
export function idField({ one }: Names): string {
  return `${one}Id`;
}
