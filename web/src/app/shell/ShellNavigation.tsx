import { AppShell, Box } from '@mantine/core';
import { IconLayoutDashboard } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../components/LanguageSwitch.tsx';
import type { NavigationItem } from '../../features/feature.ts';
import { usePermissions } from '../../hooks/connection-context.ts';
import { featureNavigation, featureNavigationParts } from '../features.ts';
import { NavigationLink } from './NavigationLink.tsx';
import { TenantName } from './TenantName.tsx';

const items: readonly NavigationItem[] = [
  { path: '/', label: 'app:nav.dashboard', icon: IconLayoutDashboard, order: 0 },
  ...featureNavigation,
];

/** The pages the viewer may open. */
export function ShellNavigation() {
  const { t } = useTranslation('app');
  const isAllowed = usePermissions();
  return (
    <AppShell.Navbar p="sm" aria-label={t('nav.label')} style={{ overflowY: 'auto' }}>
      <TenantName />
      <Box flex={1} mt="sm">
        {items
          .filter(({ permission }) => isAllowed(permission))
          .map(({ path, label, icon }) => (
            <NavigationLink key={path} path={path} label={t(label)} icon={icon} />
          ))}
        <Suspense fallback={null}>
          {featureNavigationParts.map(({ id, Part }) => (
            <Part key={id} Entry={NavigationLink} />
          ))}
        </Suspense>
      </Box>
      <LanguageSwitch />
    </AppShell.Navbar>
  );
}
