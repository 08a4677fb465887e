import { isAllowed } from '../../../connection/is-allowed.ts';

/** How a role comes by a permission: by its name, by a wildcard that covers it, or not at all. */
export type Grant = 'own' | 'wildcard' | 'none';

/** A permission as the plugins contribute it. */
export type Contributed = { readonly name: string; readonly plugin: string };

/** The permissions of one plugin, and the wildcard for all of them, such as `cms:*`. */
export type PermissionGroup<Permission extends Contributed> = {
  readonly wildcard: string;
  readonly plugin: string;
  readonly permissions: readonly Permission[];
};

/** What a role that holds `held` can do about `permission`. */
export function grantOf(held: readonly string[], permission: string): Grant {
  if (held.includes(permission)) return 'own';
  return isAllowed(held, permission) ? 'wildcard' : 'none';
}

/** Groups permissions by the plugin that contributes them, in their order. */
export function groupPermissions<Permission extends Contributed>(
  permissions: readonly Permission[],
): readonly PermissionGroup<Permission>[] {
  const plugins = [...new Set(permissions.map(({ plugin }) => plugin))];
  return plugins.map((plugin) => {
    const own = permissions.filter((permission) => permission.plugin === plugin);
    return { plugin, wildcard: `${own[0]?.name.split(':')[0]}:*`, permissions: own };
  });
}

/** Adds a permission, or takes it away. */
export function toggle(held: readonly string[], permission: string): readonly string[] {
  return held.includes(permission)
    ? held.filter((other) => other !== permission)
    : [...held, permission];
}

/** What a role holds besides contributed permissions and the wildcards of their plugins: patterns, and what plugins left. */
export function otherPatterns(
  held: readonly string[],
  groups: readonly PermissionGroup<Contributed>[],
): readonly string[] {
  const known = new Set([
    '*',
    ...groups.flatMap(({ wildcard, permissions }) => [
      wildcard,
      ...permissions.map(({ name }) => name),
    ]),
  ]);
  return held.filter((permission) => !known.has(permission));
}

/** The first of a role's permissions that a viewer lacks, who therefore may not touch it; null when there is none. */
export function firstBeyond(viewer: readonly string[], held: readonly string[]): string | null {
  return held.find((permission) => !isAllowed(viewer, permission)) ?? null;
}
