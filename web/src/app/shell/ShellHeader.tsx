import { AppShell, Burger, Group, UnstyledButton } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BrandMark } from '../../components/BrandMark.tsx';
import { ThemeSwitch } from '../../components/ThemeSwitch.tsx';
import { usePermissions } from '../../hooks/connection-context.ts';
import { featureHeaderItems } from '../features.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { ConnectionBadge } from './ConnectionBadge.tsx';

type Props = { readonly isOpen: boolean; readonly onToggle: () => void };

/** The bar at the top: where one is, how the connection is doing, who one is. */
export function ShellHeader({ isOpen, onToggle }: Props) {
  const { t } = useTranslation('app');
  const isAllowed = usePermissions();
  return (
    <AppShell.Header px={{ base: 'sm', sm: 'md' }}>
      <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="sm" wrap="nowrap">
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={isOpen}
            onClick={onToggle}
            aria-label={isOpen ? t('nav.close') : t('nav.open')}
            aria-expanded={isOpen}
          />
          <UnstyledButton component={Link} to="/">
            <BrandMark isCompact />
          </UnstyledButton>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <ConnectionBadge />
          <Suspense fallback={null}>
            {featureHeaderItems
              .filter(({ permission }) => isAllowed(permission))
              .map(({ id, Item }) => (
                <Item key={id} />
              ))}
          </Suspense>
          <ThemeSwitch />
          <AccountMenu />
        </Group>
      </Group>
    </AppShell.Header>
  );
}
