import { describe, expect, it } from '@jest/globals';
import { parseCommand, readCommonEnv, readManagedEnv } from './config.ts';
import { DEFAULT_LIMITS, TEST_LIMITS } from './limits/limits-profile.ts';
import { parseStaticConfig } from './static-config.ts';

describe('the command line', () => {
  it('asks for static or managed mode', () => {
    expect(
      parseCommand(['--supergraph', 's.graphql', '--port', '4000', '--engine', 'apollo']),
    ).toEqual({
      mode: 'static',
      supergraph: 's.graphql',
      config: null,
      engine: 'apollo',
      port: 4000,
      host: undefined,
    });
    expect(parseCommand(['--plugins', 'p'])).toMatchObject({ mode: 'managed', plugins: 'p' });
    expect(parseCommand([])).toMatchObject({ mode: 'managed', plugins: null, port: null });
  });

  it.each([
    [['--supergraph', 's', '--plugins', 'p'], 'not both'],
    [['--supergraph', 's', '--port', '70000'], '--port must be'],
    [['--supergraph', 's', '--port', '1e3'], '--port must be'],
    [['--supergraph', 's', '--engine', 'rust'], '--engine rust is not known'],
    [['--supergraph', 's', '--prot', '1'], "Unknown option '--prot'"],
    [['--supergraph'], 'argument missing'],
  ])('%j makes no sense', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
    expect(() => parseCommand(args)).toThrow('Usage:');
  });
});

describe('the static configuration', () => {
  it('has defaults', () => {
    expect(parseStaticConfig('')).toEqual({
      authorization: 'filter',
      introspection: true,
      overrides: {},
      headers: [],
    });
  });

  it('reads every key', () => {
    const text = `
      authorization: off
      introspection: false
      headers: [X-Tenant, authorization]
      overrides:
        books: http://localhost:1/graphql
        people: { url: https://people.test/graphql }
    `;
    expect(parseStaticConfig(text)).toEqual({
      authorization: 'off',
      introspection: false,
      headers: ['x-tenant', 'authorization'],
      overrides: { books: 'http://localhost:1/graphql', people: 'https://people.test/graphql' },
    });
    expect(parseStaticConfig('authorization: false').authorization).toBe('off');
    expect(parseStaticConfig('authorization: reject').authorization).toBe('reject');
  });

  it.each([
    ['authorisation: off', 'authorisation'],
    ['overrides: { books: "ftp://x" }', 'http or https'],
    ['headers: [host]', 'written by the router itself'],
    ['headers: ["a b"]', 'name of a header'],
    ['authorization: maybe', 'authorization'],
  ])('%s is refused', (text, message) => {
    expect(() => parseStaticConfig(text)).toThrow(message);
  });
});

describe('the environment', () => {
  it('lists origins', () => {
    const source = { ROUTER_CORS_ORIGINS: 'http://a.test, https://b.test:8443' };
    expect(readCommonEnv(source).ROUTER_CORS_ORIGINS).toEqual([
      'http://a.test',
      'https://b.test:8443',
    ]);
    expect(readCommonEnv({}).ROUTER_CORS_ORIGINS).toEqual([]);
    for (const bad of ['*', 'null', 'http://a.test/', 'http://a.test/path']) {
      expect(() => readCommonEnv({ ROUTER_CORS_ORIGINS: bad })).toThrow('ROUTER_CORS_ORIGINS');
    }
  });

  const managed = {
    EVENTS_DATABASE_URL: 'postgres://localhost/x',
    GESTAS_ROUTER_KEY: '{"kty":"OKP"}',
  };

  it('refuses the test limits in production', () => {
    expect(readManagedEnv(managed).limits).toBe(DEFAULT_LIMITS);
    expect(readManagedEnv({ ...managed, GESTAS_LIMITS: 'test' }).limits).toBe(TEST_LIMITS);
    const production = { ...managed, GESTAS_LIMITS: 'test', NODE_ENV: 'production' };
    expect(() => readManagedEnv(production)).toThrow('refused when NODE_ENV=production');
  });

  it('never repeats a key that is not one', () => {
    const source = { ...managed, GESTAS_ROUTER_KEY: 'top-secret' };
    expect(() => readManagedEnv(source)).toThrow('must be a private Ed25519 JWK');
    expect(() => readManagedEnv(source)).not.toThrow('top-secret');
  });
});
