/**
 * Whether `granted` covers `needed`. A `*` segment covers that segment, and as the last segment everything after it:
 * `cms:*` covers `cms:post:read`, `*` covers all. The server decides; this only hides what it would refuse.
 */
export function isAllowed(granted: readonly string[], needed: string): boolean {
  const target = needed.split(':');
  return granted.some((permission) => covers(permission.split(':'), target));
}

function covers(pattern: readonly string[], target: readonly string[]): boolean {
  if (pattern.length > target.length) return false;
  const isOpen = pattern.at(-1) === '*';
  if (!isOpen && pattern.length !== target.length) return false;
  return pattern.every((segment, index) => segment === '*' || segment === target[index]);
}
