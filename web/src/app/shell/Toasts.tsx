import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const styles = { description: { color: 'var(--mantine-color-dimmed)' } };

/** Where passing messages appear: each can be closed by a button with a name, and read in both themes. */
export function Toasts() {
  const { t } = useTranslation('components');
  const label = t('close');
  const theme = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': label }, styles };
    return { components: { Notification: { defaultProps } } };
  }, [label]);
  return (
    <MantineThemeProvider theme={theme}>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
