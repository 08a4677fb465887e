import { Anchor, Box, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatFieldsFragment } from '../../../generated/graphql.ts';
import { splitCitations } from '../hooks/split-citations.ts';
import { GeneratorLabel } from './GeneratorLabel.tsx';
import { KnowledgeSource } from './KnowledgeSource.tsx';

type Message = ChatFieldsFragment['messages'][number];

/** An answer as plain text; each citation leads to the passage below, which opens. */
export function ChatAnswer({ message }: { message: Message }) {
  const { t } = useTranslation('ai');
  const { id, text, citations, generator, done } = message;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const set = (number: number, isOpen: boolean) =>
    setOpen((present) => {
      const others = [...present].filter((other) => other !== number);
      return new Set(isOpen ? [...others, number] : others);
    });
  return (
    <Box className="surface" p="md" data-testid="answer" data-done={done}>
      <Stack gap="sm">
        {generator && (
          <div>
            <GeneratorLabel by={generator} />
          </div>
        )}
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} lh={1.65}>
          {splitCitations(text, citations.length).map(({ at, text: part, citation }) =>
            citation === undefined ? (
              part
            ) : (
              <Anchor
                key={at}
                underline="always"
                href={`#source-${id}-${citation}`}
                aria-label={t('chat.openSource', { number: citation })}
                onClick={() => set(citation, true)}
              >
                {part}
              </Anchor>
            ),
          )}
        </Text>
        {!done && <Loader size="sm" type="dots" aria-label={t('chat.writing')} />}
        {citations.length > 0 && (
          <Stack gap={6}>
            <Text size="sm" fw={600}>
              {t('chat.sources', { count: citations.length })}
            </Text>
            {citations.map((hit, place) => (
              <KnowledgeSource
                key={hit.id}
                hit={hit}
                id={`source-${id}-${place + 1}`}
                number={place + 1}
                isOpen={open.has(place + 1)}
                onToggle={(isOpen) => set(place + 1, isOpen)}
              />
            ))}
          </Stack>
        )}
      </Stack>
    </Box>
  );
}
