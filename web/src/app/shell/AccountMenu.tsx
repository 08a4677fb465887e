import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PersonAvatar } from '../../components/PersonAvatar.tsx';
import { useConnection, useSession } from '../../hooks/connection-context.ts';

/** Who is signed in, and the ways out. */
export function AccountMenu() {
  const { t } = useTranslation('app');
  const { session } = useConnection();
  const { viewer } = useSession();
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      width={260}
      shadow="md"
    >
      <Menu.Target>
        <UnstyledButton aria-label={t('account.open', { name: viewer.name })}>
          <PersonAvatar name={viewer.name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {viewer.name}
          </Text>
          <Text size="xs" c="dimmed">
            {viewer.email}
          </Text>
          <Text size="xs" c="dimmed">
            {t('account.role', { role: viewer.roleName })}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/sign-in"
          leftSection={<IconUserPlus size={16} aria-hidden />}
        >
          {t('account.another')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void session.signOut()}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
