import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

type Props = {
  readonly title: string;
  readonly text?: string | undefined;
  /** Buttons at the end of the line. */
  readonly actions?: ReactNode;
};

/** The page's one `h1`, which also names the browser tab. */
export function PageHeader({ title, text, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · GestasAI`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <Box>
        <Title order={1} size="h2">
          {title}
        </Title>
        {text && (
          <Text c="dimmed" mt={4}>
            {text}
          </Text>
        )}
      </Box>
      {actions && <Group gap="sm">{actions}</Group>}
    </Group>
  );
}
