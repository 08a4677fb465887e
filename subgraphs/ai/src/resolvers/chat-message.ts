import type { ChatMessageResolvers } from '../generated/resolver-types.ts';
import { isBeingWritten } from '../utils/is-being-written.ts';
import { shownText } from '../utils/shown-text.ts';

export const ChatMessage: ChatMessageResolvers = {
  text: (message) => shownText(message),
  done: (message) => !isBeingWritten(message),
};
