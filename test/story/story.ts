import { setTimeout as delay } from 'node:timers/promises';
import { ask, signIn } from '../../scripts/clone/graphql-client.ts';
import type { Platform } from '../web/platform.ts';

/** Asks as somebody; throws on errors in the answer. */
export type Asker = <Data>(
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<Data>;

/** What the steps of the story share: a platform and people of tenant `demo` who are signed in. */
export type Story = {
  readonly platform: Platform;
  readonly as: (person: 'admin' | 'editor' | 'viewer') => Asker;
  /** Creates a post as the editor. */
  readonly post: (title: string) => Promise<{ readonly id: string }>;
  /** The total of a metric, as soon as it has stopped moving. */
  readonly total: (metric: string) => Promise<number>;
  /** Asks every 50 ms until the condition holds; throws after two minutes. */
  readonly until: (condition: () => Promise<boolean>) => Promise<void>;
  /** Tries until it works, for what an event has to bring about first; throws the last failure after two minutes. */
  readonly retried: <Result>(attempt: () => Promise<Result>) => Promise<Result>;
};

const PATIENCE_MS = 120_000;
const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';

/** Signs everybody in. */
export async function createStory(platform: Platform): Promise<Story> {
  const retried = createRetried();
  const tokenOf = (person: string) =>
    retried(() => signIn(platform.routerUrl, `${person}@demo.test`));
  const tokens = {
    admin: await tokenOf('admin'),
    editor: await tokenOf('editor'),
    viewer: await tokenOf('viewer'),
  };
  const as =
    (person: keyof typeof tokens): Asker =>
    (query, variables) =>
      ask(platform.routerUrl, tokens[person], query, variables);
  const read = async (metric: string) =>
    (
      await as('viewer')<{ metric: { total: number } }>(
        'query ($name: String!) { metric(name: $name) { total } }',
        { name: metric },
      )
    ).metric.total;
  const until = (condition: () => Promise<boolean>) =>
    retried(async () => {
      if (!(await condition())) throw new Error('The condition did not come true.');
    });
  return {
    platform,
    as,
    until,
    retried,
    async post(title) {
      const { createPost } = await as('editor')<{ createPost: { post: { id: string } } }>(CREATE, {
        input: { title, body: 'One line.' },
      });
      return createPost.post;
    },
    async total(metric) {
      let before = await read(metric);
      await until(async () => {
        await delay(250);
        const now = await read(metric);
        const isSame = now === before;
        before = now;
        return isSame;
      });
      return before;
    },
  };
}

function createRetried(): Story['retried'] {
  return async (attempt) => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(50);
      }
    }
  };
}
