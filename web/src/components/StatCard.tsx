import { Group, Skeleton, Text, ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  /** Undefined while it loads. */
  readonly value: number | undefined;
  readonly icon: Icon;
  readonly color: string;
  readonly testId: string;
  /** What the figure is compared with. */
  readonly note?: string | undefined;
};

/** One figure of the dashboard; its changes are announced to screen readers. */
export function StatCard({ label, value, icon: Picture, color, testId, note }: Props) {
  const { i18n } = useTranslation();
  return (
    <Group className="surface" p="md" gap="md" wrap="nowrap">
      <ThemeIcon size={46} radius="md" variant="light" color={color} aria-hidden>
        <Picture size={24} stroke={1.6} />
      </ThemeIcon>
      <div>
        <Text size="sm" c="dimmed" lh={1.3}>
          {label}
        </Text>
        <div aria-live="polite" aria-busy={value === undefined}>
          {value === undefined ? (
            <Skeleton height={26} width={48} mt={6} />
          ) : (
            <Text fz={28} fw={700} lh={1.2} data-testid={testId}>
              {value.toLocaleString(i18n.language)}
            </Text>
          )}
        </div>
        {note && (
          <Text size="xs" c="dimmed" mt={2}>
            {note}
          </Text>
        )}
      </div>
    </Group>
  );
}
