import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { breakingChanges, withoutAccepted } from './breaking-changes.ts';

const committed = readFileSync('supergraph.graphql', 'utf8');

/** Fields carry a `@join__field` or none, as more than one plugin has their type or not. */
function changed(from: RegExp, to: string): string {
  if (!from.test(committed)) throw new Error(`supergraph.graphql has no ${from}`);
  return committed.replace(from, to);
}

describe('breakingChanges', () => {
  it('finds none between a supergraph and itself', async () => {
    expect(await breakingChanges(committed, committed)).toEqual([]);
  });

  it('names a field that is gone', async () => {
    const without = changed(/ {2}slug: String!.*\n(?= {2}body: RichText!)/, '');
    expect(await breakingChanges(committed, without)).toEqual([
      expect.stringContaining('Post.slug: '),
    ]);
  });

  it('names an argument that became required', async () => {
    const required = changed(/(?<=\n {2}authorId: ID)(?=\n)/, '!');
    expect(await breakingChanges(committed, required)).toEqual([
      expect.stringContaining('PostFilter.authorId: '),
    ]);
  });

  it('lets additions and changed descriptions pass', async () => {
    const more = changed(/(?<=\n {2}slug: String!.*\n)(?= {2}body)/, '  subtitle: String\n');
    const worded = more.replace('Signs in with', 'Signs somebody in with');
    expect(await breakingChanges(committed, worded)).toEqual([]);
  });
});

describe('withoutAccepted', () => {
  const changes = ['Post.slug: removed', 'Post.title: removed'];

  it('leaves out what the unreleased section accepts', () => {
    const changelog =
      '# Changelog\n\n## Unreleased\n\n- Breaking: `Post.slug` is gone.\n\n## 0.1.0\n';
    expect(withoutAccepted(changes, changelog)).toEqual(['Post.title: removed']);
  });

  it.each([
    ['an earlier version', '## Unreleased\n\n## 0.1.0\n\n- Breaking: `Post.slug`\n'],
    ['a line that says nothing of breaking', '## Unreleased\n\n- `Post.slug` is nicer.\n'],
    ['nothing', ''],
  ])('does not accept by %s', (_name, changelog) => {
    expect(withoutAccepted(changes, changelog)).toEqual(changes);
  });
});
