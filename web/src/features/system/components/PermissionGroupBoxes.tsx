import { Box, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PermissionGroup } from '../hooks/grants.ts';
import { describePermission, type Permission } from './describe-permission.ts';
import { PermissionBox } from './PermissionBox.tsx';

type Props = {
  readonly group: PermissionGroup<Permission>;
  readonly held: readonly string[];
  readonly onToggle: (permission: string) => void;
};

/** One plugin's permissions, below the box for all of them, those to come included. */
export function PermissionGroupBoxes({ group, held, onToggle }: Props) {
  const { t, i18n } = useTranslation('system');
  const plugin = group.plugin.replace(/^plugin-/, '');
  return (
    <Box component="fieldset" m={0} p="sm" className="surface" aria-label={plugin}>
      <PermissionBox
        pattern={group.wildcard}
        label={t('role.allOf', { plugin })}
        held={held}
        onToggle={onToggle}
        isStrong
      />
      <Stack gap="xs" mt="sm" ml="lg">
        {group.permissions.map((permission) => (
          <PermissionBox
            key={permission.name}
            pattern={permission.name}
            label={describePermission(permission, i18n.language)}
            held={held}
            onToggle={onToggle}
          />
        ))}
      </Stack>
    </Box>
  );
}
