import { AppError } from '@gestas/sdk';
import type { WorldPlugin } from './plugin-world.ts';

/** What fails at present. */
export const fault: { now: 'reference' | 'author' | null } = { now: null };

/** A plugin with every kind of subscription. */
export const cms = {
  sdl: `
    type Query { hello: String @tag(name: "public") }
    type Subscription {
      postCreated: Post! @authenticated @event(names: ["post:created"], key: "id: postId")
      metricUpdated(name: String!, scale: Int = 1): Metric! @tag(name: "public") @event(names: ["metric:recorded"], payload: true, match: ["name"])
      ticks(every: Int!): Tick! @tag(name: "public")
    }
    type Tick @tag(name: "public") { count: Int! user: User }
    type Metric @tag(name: "public") { name: String! value: Float! points: [Point!]! owner: User! }
    type Point @tag(name: "public") { at: String! v: Int }
    type Post @key(fields: "id") @authenticated { id: ID! title: String! teaser(length: Int = 3): String! secret: String @requiresScopes(scopes: [["a:b:c"]]) author: User }
    type User @key(fields: "id", resolvable: false) @authenticated { id: ID! }`,
  resolvers: {
    Post: {
      __resolveReference: ({ id }: { id: string }) => {
        if (fault.now === 'reference') throw new Error('database down');
        return id === 'gone'
          ? null
          : { id, title: `Post ${id}`, secret: 's', author: { id: 'u1' } };
      },
      teaser: ({ title }: { title: string }, { length }: { length: number }) =>
        title.slice(0, length),
      author: () => {
        if (fault.now === 'author') throw new AppError('NOT_FOUND', 'No author.');
        return { id: 'u1' };
      },
    },
  },
};
const system = {
  sdl: 'type User @key(fields: "id") @authenticated { id: ID! name: String! }',
  resolvers: {
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `User ${id}` }) },
  },
};
/** Both, for one world. */
export const plugins: Record<string, WorldPlugin> = { cms, system };
