const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** A user agent in words people know, such as `Firefox, Linux`; its beginning when it is none of the known ones. */
export function describeDevice(userAgent: string): string {
  const find = (table: typeof BROWSERS) =>
    table.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const known = [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(', ');
  return known || userAgent.slice(0, 60) || 'unknown';
}
