import { hasPermission } from './permissions.ts';

/** Drops permissions that another of the list covers, so that tokens stay small. */
export function compactPermissions(permissions: readonly string[]): string[] {
  const distinct = [...new Set(permissions)];
  return distinct.filter(
    (permission) =>
      !distinct.some((other) => other !== permission && hasPermission([other], permission)),
  );
}
