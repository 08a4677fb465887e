import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseMoment } from '../parse-moment.ts';

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
  const date = typeof value === 'string' ? parseMoment(value) : null;
  if (!date) {
    throw new GraphQLError('DateTime must be ISO 8601 with offset, such as 2026-01-31T09:30:00Z.');
  }
  return date;
}
