import { describe, expect, it } from '@jest/globals';
import { firstBeyond, grantOf, groupPermissions, otherPatterns, toggle } from './grants.ts';

const permission = (name: string) => ({ name, plugin: `plugin-${name.split(':')[0]}` });
const groups = groupPermissions(
  ['cms:post:read', 'cms:post:create', 'system:user:read'].map(permission),
);

describe('a role', () => {
  it.each([
    [['cms:post:read'], 'cms:post:read', 'own'],
    [['cms:post:read', '*'], 'cms:post:read', 'own'],
    [['cms:*'], 'cms:post:read', 'wildcard'],
    [['cms:*:read'], 'cms:post:read', 'wildcard'],
    [['*'], 'cms:*', 'wildcard'],
    [['cms:post:read'], 'cms:*', 'none'],
    [[], 'cms:post:read', 'none'],
  ])('with %j has %s by: %s', (held, name, grant) => {
    expect(grantOf(held, name)).toBe(grant);
  });

  it('gains and loses what is ticked', () => {
    expect(toggle(['a:*'], 'b:*')).toEqual(['a:*', 'b:*']);
    expect(toggle(['a:*', 'b:*'], 'a:*')).toEqual(['b:*']);
  });

  it('shows what fits no box', () => {
    const held = ['*', 'cms:*', 'cms:post:read', 'cms:*:read', 'gone:thing:read'];
    expect(otherPatterns(held, groups)).toEqual(['cms:*:read', 'gone:thing:read']);
  });

  it.each([
    [['*'], ['*', 'cms:*'], null],
    [['cms:*'], ['cms:post:read', 'cms:*'], null],
    [['cms:post:read'], ['cms:post:read', 'cms:*'], 'cms:*'],
    [['system:*'], ['*'], '*'],
  ])('may be touched by %j when it holds %j: %j', (viewer, held, beyond) => {
    expect(firstBeyond(viewer, held)).toBe(beyond);
  });
});

it('permissions are grouped by plugin, with its wildcard', () => {
  expect(groups.map(({ plugin, wildcard }) => [plugin, wildcard])).toEqual([
    ['plugin-cms', 'cms:*'],
    ['plugin-system', 'system:*'],
  ]);
});
