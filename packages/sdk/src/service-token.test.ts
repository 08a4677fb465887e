import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import {
  createServiceTokenSigner,
  createServiceTokenVerifier,
  serviceDepthOf,
  serviceViewer,
} from './service-token.ts';

const TENANT = '0195f0f0-0000-7000-8000-000000000002';
const NOW = Date.parse('2026-11-24T12:00:00Z');

async function makeKeys() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { own: await exportJWK(privateKey), enrolled: await exportJWK(publicKey), privateKey };
}
const [cms, ai] = [await makeKeys(), await makeKeys()];
const enrolled: Record<string, JWK> = { 'plugin-cms': cms.enrolled, 'plugin-ai': ai.enrolled };
const findKey = async (plugin: string) => enrolled[plugin] ?? null;
const verifyAt = (now: number) => createServiceTokenVerifier(findKey, () => now);
const verify = verifyAt(NOW);
const sign = createServiceTokenSigner('plugin-cms', cms.own, () => NOW);

describe('a service token', () => {
  it('says which plugin asks, for which tenant, for a minute', async () => {
    const token = await sign(TENANT, 1);
    const identity = { plugin: 'plugin-cms', tenantId: TENANT, depth: 1, expiresAt: NOW + 60_000 };
    expect(await verify(token)).toEqual(identity);
    expect(await verifyAt(NOW + 59_000)(token)).toEqual(identity);
    await expect(verifyAt(NOW + 66_000)(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(verifyAt(NOW - 30_000)(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('of a plugin that is not enrolled is refused', async () => {
    const stranger = createServiceTokenSigner('plugin-x', cms.own, () => NOW);
    await expect(verify(await stranger(TENANT, 1))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('ends a circle of plugins that ask one another', async () => {
    expect(await verify(await sign(TENANT, 3))).toMatchObject({ depth: 3 });
    await expect(verify(await sign(TENANT, 4))).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

describe('a forged service token is refused:', () => {
  type Forgery = {
    header?: object;
    claims?: object;
    issuer?: string;
    audience?: string;
    ttl?: number;
  };
  const forge = ({ header, claims, issuer, audience, ttl = 60 }: Forgery, key = cms.privateKey) =>
    new SignJWT({ tenantId: TENANT, depth: 1, ...claims })
      .setProtectedHeader({
        alg: 'EdDSA',
        typ: 'gestas-service+jwt',
        kid: 'plugin-cms',
        ...header,
      })
      .setIssuer(issuer ?? 'plugin-cms')
      .setAudience(audience ?? 'gestas-router')
      .setIssuedAt(NOW / 1000)
      .setExpirationTime(NOW / 1000 + ttl)
      .sign(key);

  it('but the right one made the same way passes', async () => {
    expect(await verify(await forge({}))).toMatchObject({ plugin: 'plugin-cms' });
  });

  it.each<[string, Forgery]>([
    ['another plugin’s key under the name of this one', { header: { kid: 'plugin-ai' } }],
    ['another plugin as issuer', { issuer: 'plugin-ai' }],
    ['an access token’s type', { header: { typ: 'at+jwt' } }],
    ['an internal token’s type', { header: { typ: 'gestas-internal+jwt' } }],
    ['another audience', { audience: 'gestas' }],
    ['a life of a day', { ttl: 86_400 }],
    ['a tenant that is none', { claims: { tenantId: 'demo' } }],
    ['no tenant', { claims: { tenantId: undefined } }],
    ['a depth below one', { claims: { depth: 0 } }],
    ['no key id', { header: { kid: undefined } }],
  ])('%s', async (_what, forgery) => {
    await expect(verify(await forge(forgery))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('a changed tenant, no signature, and too long a text', async () => {
    const [head = '', body = '', signature = ''] = (await sign(TENANT, 1)).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const other = { ...claims, tenantId: '0195f0f0-0000-7000-8000-000000000003' };
    const changed = Buffer.from(JSON.stringify(other)).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'plugin-cms' })).toString(
      'base64url',
    );
    for (const token of [
      `${head}.${changed}.${signature}`,
      `${none}.${body}.`,
      `${head}.${body}.${signature}${'A'.repeat(4_000)}`,
      'plugin-cms',
    ]) {
      await expect(verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
  });
});

describe('the viewer a plugin is', () => {
  it('has its own ids, the same each time, and the permissions given', () => {
    const identity = { plugin: 'plugin-cms', tenantId: TENANT, depth: 2, expiresAt: NOW };
    const viewer = serviceViewer(identity, ['system:user:read']);
    expect(viewer).toEqual(serviceViewer(identity, ['system:user:read']));
    expect(viewer).toMatchObject({ tenantId: TENANT, permissions: ['system:user:read'] });
    expect(viewer.userId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(viewer.userId).not.toBe(serviceViewer({ ...identity, plugin: 'plugin-ai' }, []).userId);
    expect(serviceDepthOf(viewer)).toBe(2);
    expect(serviceDepthOf({ sessionId: '0195f0f0-0000-7000-8000-0000000000aa' })).toBe(0);
    expect(serviceDepthOf(null)).toBe(0);
  });
});
