import { Button, Code, ScrollArea, Table, Text, Tooltip } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleMatrixQuery } from '../../../generated/graphql.ts';
import { usePermissions, useSession } from '../../../hooks/connection-context.ts';
import { firstBeyond, otherPatterns, type PermissionGroup } from '../hooks/grants.ts';
import type { RoleDraft } from '../hooks/use-roles.ts';
import { describePermission, type Permission } from './describe-permission.ts';
import { GrantMark } from './GrantMark.tsx';
import classes from './RoleMatrix.module.css';

type Role = RoleMatrixQuery['roles'][number];

type Props = {
  readonly roles: readonly Role[];
  readonly groups: readonly PermissionGroup<Permission>[];
  readonly onEdit: (role: RoleDraft) => void;
};

/** A column for each role, a row for each permission; what comes by a wildcard is marked as such. */
export function RoleMatrix({ roles, groups, onEdit }: Props) {
  const { t, i18n } = useTranslation('system');
  return (
    <ScrollArea
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('role.matrix') }}
    >
      <Table className={classes.matrix} data-testid="role-matrix">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={classes.what}>
              {t('role.permission')}
            </Table.Th>
            {roles.map((role) => (
              <Table.Th key={role.id} scope="col" className={classes.role}>
                <RoleHead role={role} groups={groups} onEdit={onEdit} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Row pattern="*" label={t('role.everything')} roles={roles} isStrong />
          {groups.map(({ plugin, wildcard, permissions }) => (
            <Fragment key={plugin}>
              <Row
                pattern={wildcard}
                label={t('role.allOf', { plugin: plugin.replace(/^plugin-/, '') })}
                roles={roles}
                isStrong
              />
              {permissions.map((permission) => (
                <Row
                  key={permission.name}
                  pattern={permission.name}
                  label={describePermission(permission, i18n.language)}
                  roles={roles}
                />
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

type RowProps = {
  readonly pattern: string;
  readonly label: string;
  readonly roles: readonly Role[];
  readonly isStrong?: boolean;
};

function Row({ pattern, label, roles, isStrong = false }: RowProps) {
  return (
    <Table.Tr className={isStrong ? classes.group : undefined} data-permission={pattern}>
      <Table.Th scope="row" className={classes.what}>
        <Text size="sm" fw={isStrong ? 600 : 400} lh={1.3}>
          {label}
        </Text>
        <Code className={classes.name}>{pattern}</Code>
      </Table.Th>
      {roles.map(({ id, permissions }) => (
        <Table.Td key={id} className={classes.cell}>
          <GrantMark held={permissions} permission={pattern} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** The role's name, what it holds beyond the rows, and the way to change it, or why there is none. */
function RoleHead({ role, groups, onEdit }: Omit<Props, 'roles'> & { readonly role: Role }) {
  const { t } = useTranslation('system');
  const isAllowed = usePermissions();
  const { permissions } = useSession();
  const beyond = firstBeyond(permissions, role.permissions);
  const others = otherPatterns(role.permissions, groups);
  return (
    <>
      <Text fw={600} size="sm" lh={1.3}>
        {role.name}
      </Text>
      {others.length > 0 && (
        <Tooltip label={others.join(', ')} multiline maw={260}>
          <Text size="xs" c="dimmed" tabIndex={0}>
            {t('role.others', { count: others.length })}
          </Text>
        </Tooltip>
      )}
      {isAllowed('system:role:update') && beyond === null && (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          leftSection={<IconPencil size={12} aria-hidden />}
          aria-label={t('role.edit', { name: role.name })}
          onClick={() => onEdit(role)}
        >
          {t('role.change')}
        </Button>
      )}
      {isAllowed('system:role:update') && beyond !== null && (
        <Tooltip label={t('role.beyond', { permission: beyond })} multiline maw={260}>
          <Text size="xs" c="dimmed" mt={6} tabIndex={0}>
            <IconLock size={12} aria-hidden /> {t('role.locked')}
          </Text>
        </Tooltip>
      )}
    </>
  );
}
