/**
 * Whether `granted` covers `needed`. Permissions are `plugin:noun:verb`; a `*` segment covers that segment, and as the
 * last segment it covers everything after it, so `cms:*` covers `cms:post:read` and `*` covers all.
 */
export function hasPermission(granted: readonly string[], needed: string): boolean {
  return granted.some((permission) => covers(permission, needed));
}

function covers(granted: string, needed: string): boolean {
  if (granted === needed || granted === '*') return true;
  if (!granted.includes('*')) return false;
  const pattern = granted.split(':');
  const target = needed.split(':');
  for (const [index, segment] of pattern.entries()) {
    if (index >= target.length) return false;
    if (segment === '*' && index === pattern.length - 1) return true;
    if (segment !== '*' && segment !== target[index]) return false;
  }
  return pattern.length === target.length;
}
