import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly children: ReactNode };

/** Shows a way out when a page throws. A class, because React offers error boundaries in no other form. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation('app');
  return (
    <Center component="main" mih="60vh" p="md">
      <Stack align="center" ta="center" role="alert">
        <Title order={1} size="h3">
          {t('crashed.title')}
        </Title>
        <Text c="dimmed">{t('crashed.text')}</Text>
        <Button onClick={() => window.location.reload()}>{t('crashed.reload')}</Button>
      </Stack>
    </Center>
  );
}
