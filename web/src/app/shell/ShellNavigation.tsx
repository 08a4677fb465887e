import { AppShell, Box, NavLink } from '@mantine/core';
import { IconLayoutDashboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { LanguageSwitch } from '../../components/LanguageSwitch.tsx';
import type { NavigationItem } from '../../features/feature.ts';
import { usePermissions } from '../../hooks/connection-context.ts';
import { featureNavigation } from '../features.ts';
import { TenantName } from './TenantName.tsx';

const items: readonly NavigationItem[] = [
  { path: '/', label: 'app:nav.dashboard', icon: IconLayoutDashboard, order: 0 },
  ...featureNavigation,
];

/** The pages the viewer may open. */
export function ShellNavigation() {
  const { t } = useTranslation('app');
  const isAllowed = usePermissions();
  const { pathname } = useLocation();
  return (
    <AppShell.Navbar p="sm" aria-label={t('nav.label')}>
      <TenantName />
      <Box flex={1} mt="sm">
        {items
          .filter(({ permission }) => isAllowed(permission))
          .map(({ path, label, icon: Picture }) => {
            const isActive = path === '/' ? pathname === '/' : pathname.startsWith(path);
            return (
              <NavLink
                key={path}
                component={Link}
                to={path}
                label={t(label)}
                active={isActive}
                variant="filled"
                aria-current={isActive ? 'page' : undefined}
                leftSection={<Picture size={19} stroke={1.6} aria-hidden />}
                style={{ borderRadius: 8 }}
                mb={4}
              />
            );
          })}
      </Box>
      <LanguageSwitch />
    </AppShell.Navbar>
  );
}
