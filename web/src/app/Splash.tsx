import { Center, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Shown while the session is taken up; says so when the server can't be reached. */
export function Splash({ isUnreachable = false }: { isUnreachable?: boolean }) {
  const { t } = useTranslation('app');
  return (
    <Center component="main" h="100vh" p="md">
      <Stack align="center" gap="sm">
        <Loader aria-label={t('loading')} />
        {isUnreachable && <Text role="status">{t('unreachable')}</Text>}
      </Stack>
    </Center>
  );
}
