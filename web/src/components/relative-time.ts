const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Tells `at` relative to `now` (milliseconds) in words: "3 minutes ago", "ahora". Less than 45 seconds is now. */
export function relativeTime(at: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const distance = at - now;
  if (Math.abs(distance) < 45_000) return format.format(0, 'second');
  const [unit, length] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['minute', 60_000];
  return format.format(Math.trunc(distance / length) || Math.sign(distance), unit);
}
