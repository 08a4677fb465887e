import { describe, expect, it } from '@jest/globals';
import { createHostRule, isHostPattern, LOOPBACK } from './create-host-rule.ts';

const at = (host: string) => `http://${host}/graphql`;

describe('where plugins may be', () => {
  it.each([
    ['localhost:3002', true],
    ['LOCALHOST:1', true],
    ['127.0.0.1:3002', true],
    ['127.1:3002', true],
    ['[::1]:3002', true],
    ['[::ffff:127.0.0.1]:3002', true],
    ['localhost.evil.example', false],
    ['localhost.', false],
    ['evil.example', false],
    ['10.0.0.7', false],
    ['0.0.0.0:3002', false],
    ['[::]:3002', false],
    ['2852039166', false], // 169.254.169.254
    ['0xa9fea9fe', false],
    ['[fd00:ec2::254]', false],
    ['metadata.google.internal', false],
    ['127.0.0.1@evil.example', false],
  ])('on this machine, unless the operator says otherwise: %s', (host, isAllowed) => {
    expect(createHostRule(LOOPBACK)(at(host))).toBe(isAllowed);
  });

  it.each([
    ['plugin-cms:3002', true],
    ['plugin-cms.evil.example', false],
    ['plugin-', false],
    ['redis:6379', false],
    ['localhost:3000', false],
    ['a.pods.cluster.local', true],
    ['a.b.pods.cluster.local', false],
    ['10.42.7.1:3002', true],
    ['10.43.0.1', false],
    ['[fd12::7]:3002', true],
  ])('where the operator says: %s', (host, isAllowed) => {
    const allows = createHostRule([
      'plugin-*',
      '*.pods.cluster.local',
      '10.42.0.0/16',
      'fd12::/16',
    ]);
    expect(allows(at(host))).toBe(isAllowed);
  });

  it('nowhere, for what is no URL', () => {
    expect(createHostRule(LOOPBACK)('localhost')).toBe(false);
  });

  it.each(['localhost', 'plugin-*', '*.svc', '10.0.0.0/8', '::1', 'fd00::/8'])(
    'takes %s',
    (one) => {
      expect(isHostPattern(one)).toBe(true);
    },
  );

  it.each(['', '*', '10.*', 'a b', 'http://x', '10.0.0.0/33', '::1/129', 'x:3000', 'a..b'])(
    'refuses %s',
    (one) => {
      expect(isHostPattern(one)).toBe(false);
    },
  );
});
