import { Box, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconMessages, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { useChat } from '../hooks/use-chat.ts';
import { ChatAnswer } from './ChatAnswer.tsx';

type Props = {
  /** The chat, or an empty string for a new one. */
  readonly id: string;
  readonly onChat: (id: string) => void;
};

/** Questions to the platform's knowledge, and the answers with their sources. */
export function ChatPanel({ id, onChat }: Props) {
  const { t } = useTranslation('ai');
  const { messages, isLoading, isMissing, isWriting, error, ask } = useChat(id);
  const [text, setText] = useState('');
  const send = async () => {
    const question = text.trim();
    if (question === '' || isWriting) return;
    const chat = await ask(question);
    if (chat === null) return;
    setText('');
    onChat(chat);
  };
  return (
    <Stack gap="md">
      {isLoading && <RowSkeletons rows={3} />}
      {messages.length === 0 && !isLoading && (
        <EmptyState
          icon={IconMessages}
          title={isMissing ? t('chat.missing') : t('chat.empty')}
          text={t('chat.emptyText')}
        />
      )}
      <Stack gap="md" role="log" aria-live="polite" aria-label={t('chat.log')}>
        {messages.map((message) =>
          message.role === 'USER' ? (
            <Box
              key={message.id}
              p="sm"
              px="md"
              ml={{ base: 0, sm: 'xl' }}
              bg="var(--mantine-primary-color-light)"
              style={{ borderRadius: 14, alignSelf: 'flex-end' }}
            >
              <Text style={{ whiteSpace: 'pre-wrap' }}>{message.text}</Text>
            </Box>
          ) : (
            <ChatAnswer key={message.id} message={message} />
          ),
        )}
      </Stack>
      {error && <ErrorPanel error={error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Textarea
          label={t('chat.question')}
          description={t('chat.hint')}
          name="question"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <Group justify="flex-end" mt="sm">
          {id !== '' && (
            <Button variant="default" onClick={() => onChat('')}>
              {t('chat.new')}
            </Button>
          )}
          <Button
            type="submit"
            loading={isWriting}
            disabled={text.trim() === ''}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {t('chat.send')}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
