import { ThemeIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAsterisk, IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Grant, grantOf } from '../hooks/grants.ts';

const LOOKS = {
  own: { icon: IconCheck, color: 'teal.9', variant: 'filled' },
  wildcard: { icon: IconAsterisk, color: 'indigo.8', variant: 'filled' },
  none: { icon: IconMinus, color: 'gray', variant: 'transparent' },
} as const satisfies Record<Grant, object>;

/** Whether a role has a permission, and by what: shape and word differ, not only the colour. */
export function GrantMark({ held, permission }: { held: readonly string[]; permission: string }) {
  const { t } = useTranslation('system');
  const grant = grantOf(held, permission);
  const { icon: Picture, color, variant } = LOOKS[grant];
  return (
    <Tooltip label={t(`role.grant.${grant}`)}>
      <ThemeIcon
        size={22}
        radius="xl"
        color={color}
        variant={variant}
        data-grant={grant}
        {...(variant === 'transparent' && { c: 'dimmed' })}
      >
        <Picture size={14} stroke={2.4} aria-hidden />
        <VisuallyHidden>{t(`role.grant.${grant}`)}</VisuallyHidden>
      </ThemeIcon>
    </Tooltip>
  );
}
