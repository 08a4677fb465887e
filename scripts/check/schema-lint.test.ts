import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const BROKEN = `
type Query {
  "The notes. Needs a session."
  getNotes: [note!]! @authenticated
  "Says nothing of its rule."
  notes: [note!]! @authenticated
  bare: ID @authenticated
  "Everybody's. Public."
  unknown: ID @nowhere
}
"Says nothing of its rule."
type note @authenticated {
  noteTitle: String! @deprecated
}
`;

/** Rule and line (of the description, where there is one) of the faults in BROKEN. */
const faults = [
  ['@graphql-eslint/naming-convention', 4],
  ['no-restricted-syntax', 5],
  ['no-restricted-syntax', 7],
  ['@graphql-eslint/known-directives', 9],
  ['no-restricted-syntax', 11],
  ['@graphql-eslint/naming-convention', 12],
  ['@graphql-eslint/no-typename-prefix', 13],
  ['@graphql-eslint/require-deprecation-reason', 13],
] as const;

const Report = z.tuple([
  z.object({ messages: z.array(z.object({ ruleId: z.string().nullable(), line: z.number() })) }),
]);

describe('the lint of schemas', () => {
  let found: string[];
  beforeAll(() => {
    const { stdout } = spawnSync(
      process.execPath,
      [
        '--import=tsx',
        'node_modules/eslint/bin/eslint.js',
        '--stdin',
        '--stdin-filename=subgraphs/cms/schema.graphql',
        '--format=json',
      ],
      { input: BROKEN, encoding: 'utf8' },
    );
    const [{ messages }] = Report.parse(JSON.parse(stdout));
    found = messages.map(({ ruleId, line }) => `${ruleId} in line ${line}`);
  });

  it.each(faults)('reports %s in line %i', (rule, line) => {
    expect(found).toContain(`${rule} in line ${line}`);
  });
});
