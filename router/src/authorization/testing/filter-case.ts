import { expect } from '@jest/globals';
import { anonymous, type PluginWorld, signedIn } from '../../execution/testing/plugin-world.ts';

/** One operation, and what is left of its answer. */
export type FilterCase = {
  readonly query: string;
  readonly data: unknown;
  /** Removed paths, joined by dots. */
  readonly refused?: readonly string[];
  readonly permissions?: readonly string[] | null;
  readonly variables?: Record<string, unknown>;
  readonly reason?: string;
  /** Words no plugin may see. */
  readonly unsent?: readonly string[];
};

/** Asks the operation and holds data, refused paths, their reason, and what plugins were sent to the case. */
export async function holdToCase(world: PluginWorld, test: FilterCase): Promise<void> {
  world.sent.length = 0;
  const caller = test.permissions ? signedIn(test.permissions) : anonymous();
  const { variables = {}, refused = [], unsent = [] } = test;
  const result = await world.ask(test.query, { caller, variables });
  const { data, errors = [] } = JSON.parse(JSON.stringify(result));
  expect(data).toEqual(test.data);
  expect(
    errors
      .map(({ path }: { path: string[] }) =>
        path.filter((step) => typeof step === 'string').join('.'),
      )
      .sort(),
  ).toEqual([...refused].sort());
  const expected = {
    code: 'UNAUTHORIZED_FIELD_OR_TYPE',
    reason: test.reason ?? 'UNAUTHENTICATED',
  };
  for (const { extensions } of errors) expect(extensions).toEqual(expected);
  const words = world.sent.flatMap(({ query }) => query.split(/[^\w$]+/));
  for (const word of unsent) expect(words).not.toContain(word);
}
