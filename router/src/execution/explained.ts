import type { GraphQLFormattedError } from 'graphql';

/**
 * Whether an error already explains what is missing at the path: one of the two paths is the beginning of the other.
 * `@` stands for any index.
 */
export function isExplained(
  path: readonly (string | number)[],
  errors: readonly GraphQLFormattedError[],
): boolean {
  return errors.some((error) => {
    const other = error.path;
    if (!other || other.length === 0) return false;
    const length = Math.min(path.length, other.length);
    return path.slice(0, length).every((step, index) => matches(other[index], step));
  });
}

function matches(pattern: string | number | undefined, step: string | number): boolean {
  return pattern === step || (pattern === '@' && typeof step === 'number');
}
