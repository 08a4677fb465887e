import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';

let platform: JourneyPlatform;
beforeAll(async () => {
  platform = await startJourneyPlatform();
});
afterAll(() => platform.stop());

const ASK = `mutation ($input: AskChatInput!) { askChat(input: $input) { chat { id messages { id text } } } }`;

async function tabOf(login: string, slug = 'demo'): Promise<Tab> {
  const tab = new Tab(platform.url);
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  while ((await tab.signIn(login, slug)).errors);
  return tab;
}

type Delta = { readonly messageId: string };

async function nextDelta(feed: AsyncGenerator<unknown>): Promise<Delta> {
  const { value } = await feed.next();
  return (value as { data: { chatDelta: Delta } }).data.chatDelta;
}

describe('chatDelta', () => {
  it("carries an answer through outbox, log and router to the asker, and to nobody who knows the chat's id", async () => {
    const [editor, admin, stranger] = [
      await tabOf('editor'),
      await tabOf('admin'),
      await tabOf('admin', 'acme'),
    ];
    // The first question waits for the index, which on a busy machine may outlast the router's patience with a plugin.
    const input = { text: 'How are lists paged?' };
    let first = await editor.ask(ASK, { input });
    while (!first.data?.askChat) first = await editor.ask(ASK, { input });
    const { id } = first.data.askChat.chat;
    const isDone = async () => {
      const { data } = await editor.ask(`{ chat(id: "${id}") { messages { done } } }`);
      return data.chat.messages.every(({ done }: { done: boolean }) => done);
    };
    while (!(await isDone()));
    const query = `subscription { chatDelta(chatId: "${id}") { chatId messageId text offset done } }`;
    const feed = subscribe(platform.url, editor.token ?? '', query);
    const others = [admin, stranger].map((tab) => subscribe(platform.url, tab.token ?? '', query));
    await Promise.all([feed, ...others].map((one) => one.next()));
    const unheard = others.map((one) => one.next());
    const { data } = await editor.ask(ASK, {
      input: { chatId: id, text: '¿Cómo se guardan las contraseñas?' },
    });
    const { id: messageId, text } = data.askChat.chat.messages.at(-1);
    // What was said before may still be on its way through outbox and log.
    let delta = await nextDelta(feed);
    while (delta.messageId !== messageId) delta = await nextDelta(feed);
    expect(delta).toMatchObject({ chatId: id, messageId, text, offset: 0, done: true });
    // Each of the others is sent a later event of its tenant, so the chat's would have come before it.
    for (const [at, tab] of [admin, stranger].entries()) {
      const posts = subscribe(platform.url, tab.token ?? '', 'subscription { postCreated { id } }');
      await posts.next();
      const create =
        'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
      await tab.ask(create, { input: { title: 'Later', body: 'x' } });
      await posts.next();
      expect(await Promise.race([unheard[at], Promise.resolve('nothing')])).toBe('nothing');
      await posts.return(undefined);
    }
    for (const tab of [admin, stranger]) {
      const seen = await tab.ask(`{ chat(id: "${id}") { id } }`);
      expect(seen.data).toEqual({ chat: null });
    }
  });

  it('answers knowledge through the router, and refuses whoever lacks the permission', async () => {
    const [editor, viewer] = [await tabOf('editor'), await tabOf('viewer')];
    const query = '{ searchKnowledge(query: "pagination cursor", first: 3) { source } }';
    let { data } = await editor.ask(query);
    while (!data) ({ data } = await editor.ask(query)); // the first question waits for the index
    expect(data.searchKnowledge).toHaveLength(3);
    const refused = await viewer.ask(query);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
  });
});
