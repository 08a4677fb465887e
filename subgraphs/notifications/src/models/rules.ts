/** Who is told: whoever holds a permission, except who did it; or who asked for it. */
export type Audience = { readonly holding: string } | 'asker';

/** What is told of: where its title or name is read, and which field of the event's data has its id. */
export type Subject = { readonly kind: 'post' | 'user' | 'role'; readonly idField: string };

/** From an event to who is told of it. */
export type Rule = {
  readonly audience: Audience;
  readonly subject: Subject | null;
  /** Whether it is also sent by e-mail: what should not wait until somebody looks. */
  readonly isMailed: boolean;
};

const post = { kind: 'post', idField: 'postId' } as const;
const user = { kind: 'user', idField: 'userId' } as const;
const role = { kind: 'role', idField: 'roleId' } as const;

/** Every event that people are told of; the manifest's `consumes` lists the same names. */
export const RULES = {
  'post:created': { audience: { holding: 'cms:post:read' }, subject: post, isMailed: false },
  'post:published': { audience: { holding: 'cms:post:read' }, subject: post, isMailed: false },
  'user:created': { audience: { holding: 'system:user:read' }, subject: user, isMailed: false },
  'user:suspended': { audience: { holding: 'system:user:update' }, subject: user, isMailed: true },
  'role:changed': { audience: { holding: 'system:role:update' }, subject: role, isMailed: true },
  'generation:finished': { audience: 'asker', subject: null, isMailed: true },
} as const satisfies Readonly<Record<string, Rule>>;

/** An event that people are told of. */
export type ToldEvent = keyof typeof RULES;
