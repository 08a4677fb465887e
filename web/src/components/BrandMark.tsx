import { Group, Text } from '@mantine/core';

/** The platform's sign and name. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" width={size} height={size} alt="" />
      <Text fw={700} fz={size * 0.68} lh={1} span>
        GestasAI
      </Text>
    </Group>
  );
}
