import { Checkbox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { grantOf } from '../hooks/grants.ts';

type Props = {
  readonly pattern: string;
  readonly label: string;
  readonly held: readonly string[];
  readonly onToggle: (permission: string) => void;
  readonly isStrong?: boolean;
};

/** A box for one permission or wildcard; ticked and still when a wildcard covers it, still when the viewer lacks it. */
export function PermissionBox({ pattern, label, held, onToggle, isStrong = false }: Props) {
  const { t } = useTranslation('system');
  const mayGrant = usePermissions()(pattern);
  const grant = grantOf(held, pattern);
  const hints = {
    own: pattern,
    none: pattern,
    wildcard: t('role.byWildcard', { pattern }),
  };
  return (
    <Checkbox
      checked={grant !== 'none'}
      disabled={!mayGrant || grant === 'wildcard'}
      onChange={() => onToggle(pattern)}
      label={
        <Text span size="sm" fw={isStrong ? 600 : 400}>
          {label}
        </Text>
      }
      description={mayGrant ? hints[grant] : t('role.lacking', { pattern })}
    />
  );
}
