import { Box, Stack, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { useChat } from '../hooks/use-chat.ts';
import { ChatAnswer } from './ChatAnswer.tsx';
import { QuestionForm } from './QuestionForm.tsx';

type Props = {
  /** The chat, or an empty string for a new one. */
  readonly id: string;
  readonly onChat: (id: string) => void;
};

/** Questions to the platform's knowledge, and the answers with their sources. */
export function ChatPanel({ id, onChat }: Props) {
  const { t } = useTranslation('ai');
  const { messages, isLoading, isMissing, isWriting, error, ask } = useChat(id);
  const send = async (question: string) => {
    const chat = await ask(question);
    if (chat !== null) onChat(chat);
    return chat !== null;
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
            <Question key={message.id} text={message.text} />
          ) : (
            <ChatAnswer key={message.id} message={message} />
          ),
        )}
      </Stack>
      {error && <ErrorPanel error={error} />}
      <QuestionForm
        isBusy={isWriting}
        onAsk={send}
        onNew={id === '' ? undefined : () => onChat('')}
      />
    </Stack>
  );
}

function Question({ text }: { text: string }) {
  return (
    <Box
      p="sm"
      px="md"
      ml={{ base: 0, sm: 'xl' }}
      bg="var(--mantine-primary-color-light)"
      style={{ borderRadius: 14, alignSelf: 'flex-end' }}
    >
      <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>
    </Box>
  );
}
