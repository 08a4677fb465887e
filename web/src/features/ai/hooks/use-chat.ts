import { useMutation, useQuery, useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import { AskChatDocument, ChatDeltaDocument, ChatDocument } from '../../../generated/graphql.ts';
import { applyDelta } from './apply-delta.ts';

/** Milliseconds. An answer that ends while its subscription is being made is found by reading it again. */
const READ_EVERY = 3_000;

/** A chat of the viewer's, its last answer growing by `chatDelta` while it is written. No `id` is a chat yet to begin. */
export function useChat(id: string) {
  const [grown, setGrown] = useState<Readonly<Record<string, string>>>({});
  const { data, error, refetch, startPolling, stopPolling } = useQuery(ChatDocument, {
    variables: { id },
    skip: id === '',
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const [ask, asking] = useMutation(AskChatDocument);
  const read = id === '' ? [] : (data?.chat?.messages ?? []);
  const messages = read.map((message) => {
    const live = grown[message.id] ?? '';
    return live.length > message.text.length ? { ...message, text: live } : message;
  });
  const isWriting = messages.some(({ done }) => !done);
  if (isWriting) startPolling(READ_EVERY);
  else stopPolling();
  useSubscription(ChatDeltaDocument, {
    variables: { chatId: id },
    skip: id === '',
    onData: ({ data: { data: event } }) => {
      const delta = event?.chatDelta;
      if (!delta) return;
      const present = messages.find((message) => message.id === delta.messageId)?.text ?? '';
      const text = applyDelta(grown[delta.messageId] ?? present, delta);
      if (text !== null) setGrown((all) => ({ ...all, [delta.messageId]: text }));
      if (text === null || delta.done) refetch().catch(() => undefined);
    },
  });
  return {
    messages,
    isMissing: id !== '' && data !== undefined && data.chat === null,
    isLoading: id !== '' && data === undefined && error === undefined,
    isWriting: isWriting || asking.loading,
    error: asking.error ?? error,
    /** Answers the chat's id, or null when it was refused. */
    ask: async (text: string) => {
      const input = { text, ...(id === '' ? {} : { chatId: id }) };
      const answer = await ask({ variables: { input } }).catch(() => null);
      return answer?.data?.askChat.chat.id ?? null;
    },
  };
}
