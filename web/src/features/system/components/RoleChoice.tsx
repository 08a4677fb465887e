import { useQuery } from '@apollo/client/react';
import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RolesDocument } from '../../../generated/graphql.ts';
import { useSession } from '../../../hooks/connection-context.ts';
import { firstBeyond } from '../hooks/grants.ts';

type Props = {
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly error?: string | undefined;
};

/** The roles of a user in the order of ticking; one that grants more than the viewer has can't be ticked. */
export function RoleChoice({ value, onChange, error }: Props) {
  const { t } = useTranslation('system');
  const { permissions } = useSession();
  const roles = useQuery(RolesDocument, { errorPolicy: 'all' });
  if (roles.error) return <ErrorPanel error={roles.error} onRetry={() => void roles.refetch()} />;
  return (
    <Checkbox.Group
      label={t('form.roles')}
      description={t('form.rolesHint')}
      value={[...value]}
      onChange={onChange}
      error={error}
    >
      <Stack gap="xs" mt="xs">
        {roles.data?.roles?.map((role) => {
          const beyond = firstBeyond(permissions, role.permissions);
          return (
            <Checkbox
              key={role.id}
              value={role.id}
              label={role.name}
              disabled={beyond !== null}
              description={beyond && t('role.beyond', { permission: beyond })}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}
