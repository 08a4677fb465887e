import type { CommandContext } from '../../context.ts';
import type { ChatMessageRecord } from '../../models/chat-record.ts';
import { groundedMessages } from '../../models/grounding.ts';
import { ModelError, type ModelMessage, type ModelUsage } from '../../models/model-service.ts';
import type { Passage } from '../../models/retrieval-service.ts';
import { answerTexts } from '../../utils/answer-texts.ts';
import { checkCitations } from '../../utils/check-citations.ts';
import { wholeQuestion } from '../../utils/whole-question.ts';

/** A question whose answer is to be written. */
type Asked = {
  readonly chatId: string;
  readonly messageId: string;
  readonly askerId: string;
  readonly text: string;
  /** What was said before, oldest first. */
  readonly history: readonly ChatMessageRecord[];
};

type Written = {
  readonly text: string;
  readonly citations: readonly Passage[];
  readonly usage: ModelUsage;
};

const PASSAGES = 6;
const REMEMBERED_MESSAGES = 10;
/** An event for each token would cost the outbox more than it gives a reader. */
const PIECE_MS = 150;
const NO_USAGE: ModelUsage = { inputTokens: null, outputTokens: null };

/**
 * Retrieves, asks the model and stores the answer piece by piece, each announced by `chat:progressed`. Citations are checked
 * to exist before the answer counts as done. Never rejects: what goes wrong is told in the message.
 */
export async function writeAnswer(ctx: CommandContext, asked: Asked): Promise<void> {
  const writer = createWriter(ctx, asked);
  try {
    await writer.finish('DONE', await answer(ctx, asked, writer.push));
  } catch (error) {
    const failure = error instanceof ModelError ? error.failure : 'INTERNAL';
    ctx.logger.warn({ err: error, failure, chatId: asked.chatId }, 'chat answer failed');
    const text = answerTexts(asked.text).failures[failure];
    await writer
      .finish('FAILED', { text, citations: [], usage: NO_USAGE })
      .catch((err: unknown) => {
        ctx.logger.error({ err, chatId: asked.chatId }, 'chat answer could not be stored');
      });
  }
}

async function answer(
  ctx: CommandContext,
  { text: question, history }: Asked,
  push: (text: string) => Promise<void>,
): Promise<Written> {
  const passages = await ctx.retrieval.retrieve(wholeQuestion(question, history), PASSAGES);
  const messages = groundedMessages(question, passages, remembered(history));
  const { signal } = ctx.answers;
  let text = '';
  let usage = NO_USAGE;
  for await (const delta of ctx.model.stream({ messages, signal })) {
    text += delta.text;
    usage = delta.end?.usage ?? usage;
    // Extracts come in one piece, which is told when it is checked: nothing is made to look typed.
    if (ctx.model.name.isModel) await push(delta.text);
  }
  const existing = await ctx.retrieval.find(passages.map(({ id }) => id));
  const ids = new Set(existing.map(({ id }) => id));
  const { invented, ...checked } = checkCitations(text, passages, ids);
  const note = invented > 0 ? `\n\n${answerTexts(question).invented(invented)}` : '';
  return { text: checked.text + note, citations: checked.citations, usage };
}

function remembered(history: readonly ChatMessageRecord[]): readonly ModelMessage[] {
  return history
    .filter(({ state }) => state === 'DONE')
    .slice(-REMEMBERED_MESSAGES)
    .map(({ role, text }) => ({ role: role === 'USER' ? 'user' : 'assistant', content: text }));
}

/** Stores pieces as they come, at most one every PIECE_MS, and then the whole. */
function createWriter(ctx: CommandContext, { chatId, messageId, askerId }: Asked) {
  const ids = { chatId, messageId, askerId };
  let [pending, told, last] = ['', 0, 0];
  return {
    async push(text: string): Promise<void> {
      pending += text;
      if (pending === '' || Date.now() - last < PIECE_MS) return;
      const piece = { text: pending, offset: told, done: false };
      await ctx.transact(async (tx) => {
        await tx.chats.appendText(messageId, piece.text);
        await tx.events.emit('chat:progressed', { ...ids, ...piece });
        tx.audit({ isPart: true });
      });
      [pending, told, last] = ['', told + piece.text.length, Date.now()];
    },
    finish: (state: 'DONE' | 'FAILED', written: Written) =>
      ctx.transact(async (tx) => {
        await tx.chats.finish(messageId, { state, ...written });
        const text = told === 0 ? written.text : pending;
        await tx.events.emit('chat:progressed', { ...ids, text, offset: told, done: true });
        tx.audit({ target: `Chat:${chatId}`, outcome: state === 'DONE' ? 'OK' : 'FAILED' });
      }),
  };
}
