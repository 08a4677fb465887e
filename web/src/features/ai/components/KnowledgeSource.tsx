import { Badge, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KnowledgeSourceFragment } from '../../../generated/graphql.ts';

type Props = {
  readonly hit: KnowledgeSourceFragment;
  /** Its number in the answer that cites it. */
  readonly number?: number;
  readonly id?: string;
  readonly isOpen?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
};

/** A passage of the knowledge base: what it is and where it comes from; the passage itself on request, as plain text. */
export function KnowledgeSource({ hit, number, id, isOpen, onToggle }: Props) {
  const { t } = useTranslation('ai');
  return (
    <Box
      component="details"
      id={id}
      open={isOpen}
      onToggle={(event) => onToggle?.((event.currentTarget as HTMLDetailsElement).open)}
      data-testid="source"
    >
      <summary style={{ cursor: 'pointer' }}>
        <Group component="span" gap={8} display="inline-flex" maw="calc(100% - 24px)">
          <Text span size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {number === undefined ? hit.title : `[${number}] ${hit.title}`}
          </Text>
          <Badge component="span" variant="default" tt="none" fw={500} size="sm">
            {t([`collection.${hit.collection}`, 'collection.other'])}
          </Badge>
        </Group>
      </summary>
      <Box pl="md" py={6}>
        <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {hit.source}
        </Text>
        <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {hit.excerpt}
        </Text>
      </Box>
    </Box>
  );
}
