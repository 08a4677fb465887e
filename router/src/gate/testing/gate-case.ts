import type { Manifest } from '@gestas/sdk';

/** What a stranger registers, and what the gate should say; without a code: nothing. */
export type GateCase = {
  readonly what: string;
  readonly sdl: string;
  readonly manifest?: Partial<Manifest>;
  readonly code?: string;
};

const description = { es: 'Cosas', en: 'Things' };

/** What every stranger of the corpus contributes. */
export const STRANGER: Partial<Manifest> = {
  owns: ['Thing'],
  permissions: ['read', 'write'].map((verb) => ({ name: `stranger:thing:${verb}`, description })),
  emits: ['thing:made'],
  consumes: ['post:created'],
};

/** A rule of the stranger's own. */
export const RULE = '@requiresScopes(scopes: [["stranger:thing:read"]])';
/** The rule that `Post` has. */
export const POST_RULE = '@requiresScopes(scopes: [["cms:post:read"]])';

/** A reference to another's entity, with more in it. */
export const post = (more: string, on = POST_RULE) =>
  `type Post @key(fields: "id") ${on} { id: ID! ${more} }`;
/** The same of a user. */
export const user = (more: string, on = '@authenticated') =>
  `type User @key(fields: "id") ${on} { id: ID! ${more} }`;
