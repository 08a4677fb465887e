import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import {
  type AuthWorld,
  newBrowser,
  PASSWORD,
  type Person,
  startAuthWorld,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

async function publishedKeys(): Promise<JSONWebKeySet> {
  const rows = await auth.database.query<{ value: string }>(
    `SELECT value FROM platform_control.key_values WHERE key = 'auth:jwks'`,
  );
  return JSON.parse(rows[0]?.value ?? '{}');
}

async function tokenOf(person: Person) {
  const input = { tenant: person.tenant.slug, email: person.email, password: PASSWORD };
  const { data } = await auth.login(newBrowser(), input);
  return { token: data.login.accessToken as string, session: data.login };
}

async function claimsOf(token: string) {
  const { payload } = await jwtVerify(token, createLocalJWKSet(await publishedKeys()), {
    algorithms: ['EdDSA'],
    issuer: 'gestas-auth',
    audience: 'gestas-router',
    typ: 'at+jwt',
    requiredClaims: ['exp', 'iat', 'nbf', 'jti', 'sub', 'sid'],
  });
  return payload;
}

describe('the published keys', () => {
  it('are public, named, and made for signatures', async () => {
    const { keys } = await publishedKeys();
    expect(keys).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: 'test-key', alg: 'EdDSA' },
    ]);
  });
});

describe('the access token', () => {
  it('verifies against the published keys and says who, where, with what rights and for how long', async () => {
    const person = await auth.createPerson({
      permissions: ['system:user:read', 'cms:post:read', 'cms:*'],
    });
    const { token, session } = await tokenOf(person);
    const claims = await claimsOf(token);
    expect(claims).toEqual({
      userId: person.id,
      sub: person.id,
      tenantId: person.tenant.id,
      roleId: person.roleId,
      permissions: ['cms:*', 'system:user:read'],
      rolesVersion: 1,
      sid: session.id,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iss: 'gestas-auth',
      aud: 'gestas-router',
      iat: expect.any(Number),
      nbf: claims.iat,
      exp: Number(claims.iat) + 600,
    });
    expect(session.expiresAt).toBe(new Date(Number(claims.exp) * 1000).toISOString());
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test-key' });
  });

  it('is another one each time, with an id of its own', async () => {
    const person = await auth.createPerson();
    const [one, two] = [await tokenOf(person), await tokenOf(person)];
    expect((await claimsOf(one.token)).jti).not.toBe((await claimsOf(two.token)).jti);
  });

  it('does not verify with a changed claim', async () => {
    const { token } = await tokenOf(await auth.createPerson());
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(String(payload), 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, permissions: ['*'] }));
    const forged = `${header}.${changed.toString('base64url')}.${signature}`;
    await expect(claimsOf(forged)).rejects.toThrow('signature verification failed');
  });

  it('stays small with 200 permissions of one plugin covered by a wildcard', async () => {
    const many = Array.from(
      { length: 200 },
      (_, index) => `cms:thing-${'abcdefghij'[index % 10]}:verb`,
    );
    const { token } = await tokenOf(await auth.createPerson({ permissions: ['cms:*', ...many] }));
    expect((await claimsOf(token)).permissions).toEqual(['cms:*']);
    expect(token.length).toBeLessThan(1024);
  });
});
