import { useMutation, useQuery } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import {
  CreateRoleDocument,
  RoleMatrixDocument,
  RolesDocument,
  UpdateRoleDocument,
} from '../../../generated/graphql.ts';
import { useConnection } from '../../../hooks/connection-context.ts';

/** A role as the editor holds it; without an id it is new. */
export type RoleDraft = {
  readonly id: string | null;
  readonly name: string;
  readonly permissions: readonly string[];
};

/** The tenant's roles and what plugins contribute. */
export function useRoleMatrix() {
  const { data, error, loading, refetch } = useQuery(RoleMatrixDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  return {
    roles: data?.roles,
    permissions: data?.permissions ?? [],
    isLoading: loading && !data,
    error,
    reload: () => void refetch(),
  };
}

/** Saves a role. What the viewer themself may do can change with it, so their token is renewed too. */
export function useSaveRole() {
  const { t } = useTranslation('system');
  const { session } = useConnection();
  const refetchQueries = [RoleMatrixDocument, RolesDocument];
  const [create] = useMutation(CreateRoleDocument, { refetchQueries });
  const [update] = useMutation(UpdateRoleDocument);
  return async ({ id, name, permissions }: RoleDraft): Promise<void> => {
    const input = { name, permissions: [...permissions] };
    if (id === null) await create({ variables: { input } });
    else await update({ variables: { input: { id, ...input } } });
    notifications.show({ message: t(id === null ? 'role.created' : 'role.saved', { name }) });
    await session.refresh().catch(() => undefined);
  };
}
