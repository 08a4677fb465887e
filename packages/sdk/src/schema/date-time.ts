import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment: ISO 8601 with offset (RFC 3339) on the wire, a Date inside. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 text with offset, such as 2026-01-31T09:30:00Z.',
  serialize(value) {
    const date = value instanceof Date ? value : new Date(String(value));
    if (Number.isNaN(date.getTime()))
      throw new GraphQLError('DateTime cannot represent this value.');
    return date.toISOString();
  },
  parseValue: parseDateTime,
  parseLiteral(node) {
    return parseDateTime(node.kind === Kind.STRING ? node.value : null);
  },
});

function parseDateTime(value: unknown): Date {
  const date = typeof value === 'string' && PATTERN.test(value) ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) {
    throw new GraphQLError('DateTime must be ISO 8601 with offset, such as 2026-01-31T09:30:00Z.');
  }
  return date;
}
