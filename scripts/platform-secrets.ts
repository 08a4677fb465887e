import { createPrivateKey, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { RoleSecrets } from '../prisma/roles.ts';

/** Everything secret on one machine, each derived for one use from one master secret (HKDF, RFC 5869). */
export type PlatformSecrets = {
  /** Password of an embedded server's administrator. */
  passwordOf(server: 'postgres' | 'redis'): string;
  /** Password and tenant key of a database role. */
  ofRole(role: string): RoleSecrets;
  /** A 32-byte key for one purpose. */
  key(purpose: string): Buffer;
  /** A private Ed25519 key as JWK, with `kid`. */
  signingKey(purpose: string): JWK & { kid: string };
};

const MASTER_BYTES = 32;

/** Derives all secrets; the master must have 32 bytes or more. */
export function deriveSecrets(master: Buffer): PlatformSecrets {
  if (master.length < MASTER_BYTES) {
    throw new Error(`The master secret is shorter than ${MASTER_BYTES} bytes.`);
  }
  const key = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `gestas:${purpose}`, 32));
  return {
    key,
    passwordOf: (server) => key(`password:${server}`).toString('hex'),
    ofRole: (role) => ({
      password: key(`role:${role}`).toString('hex'),
      tenantKey: key(`tenant:${role}`),
    }),
    signingKey: (purpose) => ed25519Jwk(key(`ed25519:${purpose}`)),
  };
}

/**
 * The development master secret: made on first use, kept in the git-ignored data folder. Production gives every
 * deployable its own derived secrets and never starts through here.
 * @throws Error naming the file when it holds too little.
 */
export function readMasterSecret(dataFolder: string): Buffer {
  const file = join(dataFolder, 'master.secret');
  mkdirSync(dataFolder, { recursive: true });
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(MASTER_BYTES).toString('hex'), { mode: 0o600 });
    renameSync(`${file}.new`, file); // whole or not at all
  }
  const master = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (master.length < MASTER_BYTES) {
    throw new Error(
      `${file} holds fewer than ${MASTER_BYTES} bytes in hex: restore it from a copy.`,
    );
  }
  return master;
}

/** The private key that is one plugin's own: what it signs speaks for it alone. */
export function pluginKey(secrets: PlatformSecrets, plugin: string): JWK & { kid: string } {
  return secrets.signingKey(`plugin:${plugin}`);
}

/** RFC 8410 wraps the 32-byte seed in this PKCS #8 prefix. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function ed25519Jwk(seed: Buffer): JWK & { kid: string } {
  const jwk = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  }).export({ format: 'jwk' }) as JWK;
  return { ...jwk, alg: 'EdDSA', use: 'sig', kid: String(jwk.x).slice(0, 16) };
}
