import type { Bucket } from './metric-series.ts';

/** Days are of UTC, so they are told as such; minutes and hours in the time of this place. */
const FORMS: Readonly<Record<Bucket, Intl.DateTimeFormatOptions>> = {
  MINUTE: { hour: '2-digit', minute: '2-digit' },
  HOUR: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  DAY: { day: 'numeric', month: 'short', timeZone: 'UTC' },
};

/** Tells when a bucket begins, in the words of a language. `at` is in milliseconds since the epoch. */
export function formatBucket(at: number, bucket: Bucket, language: string): string {
  return new Intl.DateTimeFormat(language, FORMS[bucket]).format(at);
}
