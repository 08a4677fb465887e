import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compactPermissions } from './compact-permissions.ts';
import { hasPermission } from './permissions.ts';

const segment = fc.constantFrom('cms', 'post', 'read', 'write', '*');
const permission = fc.oneof(
  fc.constant('*'),
  fc.tuple(segment, segment).map((parts) => parts.join(':')),
  fc.tuple(segment, segment, segment).map((parts) => parts.join(':')),
);

describe('compactPermissions', () => {
  it.each([
    [['*', 'cms:*', 'cms:post:read'], ['*']],
    [
      ['cms:post:read', 'cms:*', 'system:user:read'],
      ['cms:*', 'system:user:read'],
    ],
    [['cms:post:read', 'cms:post:read'], ['cms:post:read']],
    [
      ['cms:post:read', 'cms:post:update'],
      ['cms:post:read', 'cms:post:update'],
    ],
    [[], []],
  ])('of %j are %j', (permissions, compact) => {
    expect(compactPermissions(permissions)).toEqual(compact);
  });

  it('grant exactly what the whole list grants', () => {
    fc.assert(
      fc.property(fc.array(permission), permission, (permissions, needed) => {
        const compact = compactPermissions(permissions);
        expect(hasPermission(compact, needed)).toBe(hasPermission(permissions, needed));
        expect(compact.length).toBeLessThanOrEqual(permissions.length);
      }),
    );
  });
});
