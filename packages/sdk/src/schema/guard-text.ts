import { AppError } from '../errors.ts';
import type { PluginResolvers } from './build-plugin-schema.ts';

type Resolver = (first: unknown, second: unknown, ctx: unknown, info: unknown) => unknown;

/** PostgreSQL holds neither U+0000 in text nor half a surrogate pair in JSON. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const FAULT = 'must be well-formed text without U+0000';

/**
 * Refuses arguments and entity representations that hold text no database can keep, so that no resolver has to think of
 * it: BAD_USER_INPUT names the place.
 */
export function guardText(resolvers: PluginResolvers): PluginResolvers {
  return mapResolvers(resolvers, (field, resolver) => {
    const isReference = field === '__resolveReference';
    if (field.startsWith('__') && !isReference) return resolver; // `__resolveType` and the like take no arguments
    return (first, second, ctx, info) => {
      requireStorable(isReference ? first : second);
      return resolver(first, second, ctx, info);
    };
  });
}

function mapResolvers(
  resolvers: PluginResolvers,
  map: (field: string, resolver: Resolver) => Resolver,
): PluginResolvers {
  const mapFields = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, resolver]) => [
        field,
        typeof resolver === 'function' ? map(field, resolver) : resolver,
      ]),
    );
  const isScalar = (fields: object) => Object.getPrototypeOf(fields) !== Object.prototype;
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      fields && !isScalar(fields) ? mapFields(fields) : fields,
    ]),
  );
}

/** Walks without recursion, so that no nesting exhausts the stack. */
function requireStorable(value: unknown): void {
  let level: readonly Place[] = [{ path: '', value }];
  while (level.length > 0) {
    for (const place of level) {
      if (typeof place.value === 'string') requireText(place.value, place.path);
    }
    level = level.flatMap(placesIn);
  }
}

type Place = { readonly path: string; readonly value: unknown };

function placesIn({ path, value }: Place): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, inner]) => {
    requireText(key, path);
    return { path: path ? `${path}.${key}` : key, value: inner };
  });
}

function requireText(text: string, path: string): void {
  if (!UNSTORABLE.test(text)) return;
  const field = path.replace(/^input\./, '');
  throw new AppError('BAD_USER_INPUT', `Check your input. ${field}: ${FAULT}`, {
    fields: { [field]: FAULT },
  });
}
