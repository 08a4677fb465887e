import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, fail, ok, type Site, warn } from './finding.ts';

const BYTES = 32;
const HEX = /^[A-Z0-9_]+_(TENANT|REFRESH)_KEY$/;
const JWKS = /^(GESTAS_ROUTER_KEY|[A-Z0-9_]+_(PLUGIN_KEY|SIGNING_KEYS))$/;

/** Whether keys and master secrets are long enough, and read by their owner only. Never says a value. */
export function checkSecrets({ source, root, dataFolder }: Site): readonly Finding[] {
  const masters = [join(dataFolder, 'master.secret'), join(root, '.secrets/master.secret')];
  const present = masters.filter((file) => existsSync(file));
  const found = present.map(checkMaster);
  const given = Object.entries(source).flatMap(([name, value]) =>
    value && (HEX.test(name) || JWKS.test(name)) ? checkVariable(name, value) : [],
  );
  const none = ok('secrets', 'none yet; the first start makes them');
  return [...(found.length > 0 ? found : [none]), ...given];
}

function checkMaster(file: string): Finding {
  const name = 'secrets';
  const bytes = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex').length;
  if (bytes < BYTES) {
    const says = `${file} holds ${bytes} bytes in hex, fewer than ${BYTES}`;
    return fail(name, says, 'Restore it from a copy: everything else is derived from it.');
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    return warn(name, `${file} can be read by others`, `Run chmod 600 ${file}.`);
  }
  return ok(name, `${file} has ${bytes} bytes, for its owner only`);
}

function checkVariable(name: string, value: string): Finding {
  const bytes = HEX.test(name) ? hexBytes(value) : jwkBytes(value);
  if (bytes >= BYTES) return ok(name, `${bytes} bytes`);
  const form = HEX.test(name) ? 'in hex' : 'as a private Ed25519 JWK';
  return fail(
    name,
    `has fewer than ${BYTES} bytes ${form}`,
    'Make a new one: npm run compose:secrets.',
  );
}

function hexBytes(value: string): number {
  return /^([0-9a-f]{2})+$/.test(value) ? value.length / 2 : 0;
}

/** The shortest private part of one key, or of a list. */
function jwkBytes(value: string): number {
  try {
    const parsed: unknown = JSON.parse(value);
    const keys = (Array.isArray(parsed) ? parsed : [parsed]) as { d?: unknown }[];
    return Math.min(
      ...keys.map(({ d }) => (typeof d === 'string' ? Buffer.from(d, 'base64url').length : 0)),
    );
  } catch {
    return 0;
  }
}
