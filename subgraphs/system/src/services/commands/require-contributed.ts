import { AppError, createRegistryReader, hasPermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';

/**
 * What a role newly gets must grant at least one permission that a plugin contributes: anything else is a typing error, or
 * waits for a plugin that somebody may make later. Nothing is refused while no plugin is known.
 * @throws AppError BAD_USER_INPUT naming each.
 */
export async function requireContributed(
  ctx: Pick<CommandContext, 'keyValue' | 'logger'>,
  wanted: readonly string[],
  held: readonly string[] = [],
): Promise<void> {
  const contributed = await contributedPermissions(ctx);
  if (contributed.length === 0) return;
  const fault = 'grants nothing that a plugin contributes';
  const faults = wanted.flatMap((permission, index) =>
    held.includes(permission) || contributed.some((name) => hasPermission([permission], name))
      ? []
      : [[`permissions.${index}`, fault]],
  );
  if (faults.length === 0) return;
  throw new AppError('BAD_USER_INPUT', `Check your input. permissions: one ${fault}`, {
    fields: Object.fromEntries(faults),
  });
}

async function contributedPermissions({
  keyValue,
  logger,
}: Pick<CommandContext, 'keyValue' | 'logger'>): Promise<readonly string[]> {
  try {
    const plugins = await createRegistryReader(keyValue).list();
    return plugins.flatMap(({ manifest }) => manifest.permissions.map(({ name }) => name));
  } catch (error) {
    logger.warn({ err: error }, 'registry not reached, permissions are checked by their form only');
    return [];
  }
}
