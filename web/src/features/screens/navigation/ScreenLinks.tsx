import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NavigationTools } from '../../feature.ts';
import { screenIcon } from '../components/screen-icons.ts';
import { localise } from '../hooks/format-value.ts';
import { useScreenLinks } from '../hooks/use-screen-links.ts';

/** The links of plugins that run, below those of the client itself. */
export function ScreenLinks({ Entry }: NavigationTools) {
  const { t, i18n } = useTranslation('screens');
  const links = useScreenLinks();
  if (links.length === 0) return null;
  return (
    <Box component="section" aria-label={t('nav')} mt="sm" data-testid="screen-links">
      <Text size="xs" c="dimmed" px="sm" pb={4} aria-hidden>
        {t('nav')}
      </Text>
      {links.map(({ path, label, icon, home }) => (
        <Entry
          key={path}
          path={path}
          label={localise(label, i18n.language)}
          icon={screenIcon(icon)}
          home={home}
        />
      ))}
    </Box>
  );
}
