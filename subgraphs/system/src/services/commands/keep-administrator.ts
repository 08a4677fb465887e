import { AppError } from '@gestas/sdk';
import type { UserRepository } from '../../repositories/user-repository.ts';

/**
 * Makes a change of rights, one at a time in a tenant, and takes it back when it would leave nobody who may do everything
 * (`*`). A tenant that has no such user anyway can be changed freely.
 * @throws AppError CONFLICT
 */
export async function keepAdministrator<T>(
  { users }: { readonly users: UserRepository },
  change: () => Promise<T>,
): Promise<T> {
  const hadOne = await users.hasAdministrator();
  const result = await change();
  if (!hadOne || (await users.hasAdministrator())) return result;
  throw new AppError(
    'CONFLICT',
    'This would leave nobody who may do everything: first give another active user a role with `*`.',
  );
}
