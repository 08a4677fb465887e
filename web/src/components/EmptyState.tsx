import { Center, Stack, Text, ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Props = {
  readonly icon: Icon;
  readonly title: string;
  /** Says what to do about it. */
  readonly text: string;
  readonly action?: ReactNode;
};

/** What an empty list shows: that it is empty, and what to do. */
export function EmptyState({ icon: Picture, title, text, action }: Props) {
  return (
    <Center py={40} px="md">
      <Stack align="center" gap="xs" ta="center" maw={380}>
        <ThemeIcon size={52} radius="xl" variant="default" aria-hidden>
          <Picture size={26} stroke={1.5} />
        </ThemeIcon>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
