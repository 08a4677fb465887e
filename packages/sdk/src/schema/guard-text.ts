import { AppError } from '../errors.ts';
import { findUnstorableText, UNSTORABLE_TEXT } from '../storable-text.ts';
import type { PluginResolvers } from './build-plugin-schema.ts';

type Resolver = (first: unknown, second: unknown, ctx: unknown, info: unknown) => unknown;

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

function requireStorable(value: unknown): void {
  const path = findUnstorableText(value);
  if (path === null) return;
  const field = path.replace(/^input\./, '');
  throw new AppError('BAD_USER_INPUT', `Check your input. ${field}: ${UNSTORABLE_TEXT}`, {
    fields: { [field]: UNSTORABLE_TEXT },
  });
}
