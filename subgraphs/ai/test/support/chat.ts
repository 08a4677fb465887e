import { randomUUID } from 'node:crypto';
import type { AiWorld } from './ai-world.ts';

/** Puts a question; answers all that a chat shows. */
export const ASK = `mutation ($input: AskChatInput!) { askChat(input: $input) { chat {
  id messages { id role text done generator { kind model isModel } citations { id collection title source excerpt score } } } } }`;
/** Reads a chat as its owner comes back to it. */
export const READ = `query ($id: ID!) { chat(id: $id) { id messages { id role text done generator { kind model isModel }
  citations { source } } } }`;

/** Somebody new in a tenant, who may use all of the plugin unless told otherwise. */
export const viewerOf = ({ tenantId }: { tenantId: string }, permissions = ['ai:*']) => ({
  tenantId,
  userId: randomUUID(),
  permissions,
});

/** Whoever asks the plugin something. */
export type Viewer = ReturnType<typeof viewerOf>;

/** Asks, in a new chat or an old one. */
export async function ask(world: AiWorld, viewer: Viewer, text: string, chatId?: string) {
  const answer = await world.plugin.execute(viewer, ASK, { input: { text, chatId } });
  return { chat: answer.data?.askChat?.chat, error: answer.errors?.[0] };
}

/** A chat's last message once it is whole. */
export async function finished(world: AiWorld, viewer: Viewer, id: string) {
  for (;;) {
    const { data } = await world.plugin.execute(viewer, READ, { id });
    const last = data.chat.messages.at(-1);
    if (last.done) return last;
  }
}

/** What subscribers of a tenant's chats were told, in order. */
export const deltasOf = async (world: AiWorld, tenantId: string) =>
  (await world.plugin.emitted(tenantId)).flatMap(({ name, data }) =>
    name === 'chat:progressed' ? [data as Record<string, unknown>] : [],
  );
