import { Group, Text } from '@mantine/core';

type Props = {
  /** Pixels. */
  readonly size?: number;
  /** Leaves the name to assistive technology where there is little room. */
  readonly isCompact?: boolean;
};

/** The platform's sign and name. */
export function BrandMark({ size = 28, isCompact = false }: Props) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" width={size} height={size} alt={isCompact ? 'GestasAI' : ''} />
      <Text
        fw={700}
        fz={size * 0.68}
        lh={1}
        span
        aria-hidden={isCompact}
        visibleFrom={isCompact ? 'xs' : undefined}
      >
        GestasAI
      </Text>
    </Group>
  );
}
