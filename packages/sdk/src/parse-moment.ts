const PATTERN =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * A moment from ISO 8601 text with offset (RFC 3339, section 5.6; seconds may be left out), cut to milliseconds. Null for
 * any other text, for a day the calendar doesn't have (`Date` would take 30 February for 2 March), and outside of the
 * years 1 to 9999, which is what four digits and PostgreSQL can both write.
 */
export function parseMoment(text: string): Date | null {
  const [, day] = PATTERN.exec(text) ?? [];
  if (!day || !isDay(day)) return null;
  const date = new Date(text);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date : null;
}

function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
