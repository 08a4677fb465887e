import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMigrateEnv } from '../../prisma/read-migrate-env.ts';
import { readManagedEnv } from '../../router/src/config.ts';
import { readDispatcherEnv } from '../../router/src/dispatcher/start-dispatcher.ts';
import { deriveSecrets } from '../platform-secrets.ts';
import { readPluginFolders } from '../plugin-folders.ts';
import { composeSecrets } from './compose-secrets.ts';
import { writeComposeSecrets } from './write-compose-secrets.ts';

const plugins = readPluginFolders('subgraphs').map((one) => ({ ...one, usesVectors: false }));
const manifests = plugins.map(({ manifest }) => manifest);
const files = composeSecrets(plugins, deriveSecrets(Buffer.alloc(32, 7)));
const textOf = (name: string) => files.get(name)?.text ?? '';
const envOf = (name: string) => parseEnv(textOf(name));

describe('the files of secrets', () => {
  it('give each container what it reads', () => {
    expect(readManagedEnv(envOf('gateway.env')).EVENTS_DATABASE_URL).toContain('@postgres:5432/');
    expect(readDispatcherEnv(envOf('dispatcher.env')).REDIS_URL).toMatch(/@redis:6379$/);
    const { secretsOf } = readMigrateEnv(envOf('migrate.env'));
    for (const { database } of manifests) {
      const role = `gestas_${database.schema}`;
      expect(secretsOf(role).tenantKey).toHaveLength(32);
      const url = `${database.schema.toUpperCase()}_DATABASE_URL`;
      const [own = ''] = [...files].filter(([, { text }]) => text.includes(url)).map(([n]) => n);
      expect(new URL(envOf(own)[url] ?? '').password).toBe(secretsOf(role).password);
    }
    const { enrolments } = readMigrateEnv(envOf('migrate.env'));
    expect(enrolments.map(({ plugin }) => plugin)).toEqual(manifests.map(({ name }) => name));
    expect(() => readMigrateEnv(envOf('migrate.env')).secretsOf('gestas_unknown')).toThrow(
      'nothing for gestas_unknown',
    );
  });

  it('give no container what is another plugin’s', () => {
    for (const { name } of manifests) {
      const values = Object.entries(envOf(`${name}.env`))
        .filter(
          ([variable]) =>
            !['REDIS_URL', 'GESTAS_ROUTER_PUBLIC_KEY', 'GESTAS_ROUTER_URL'].includes(variable),
        )
        .map(([, value]) => value);
      const elsewhere = [...files.keys()].filter(
        (file) => ![`${name}.env`, 'migrate.env'].includes(file),
      );
      for (const file of elsewhere) {
        for (const value of values) expect(textOf(file)).not.toContain(value);
      }
    }
    const { d } = JSON.parse(envOf('gateway.env').GESTAS_ROUTER_KEY ?? '{}') as { d: string };
    const holders = [...files].filter(([, { text }]) => text.includes(d)).map(([file]) => file);
    expect(holders).toEqual(['gateway.env']);
  });

  it('hold nothing shorter than 32 bytes, and nothing that Compose would read differently', () => {
    const passwords = [
      textOf('postgres-password'),
      /requirepass (\w+)/.exec(textOf('redis.conf'))?.[1],
    ];
    for (const password of [...passwords, envOf('qdrant.env').QDRANT__SERVICE__API_KEY]) {
      expect(password).toMatch(/^[0-9a-f]{64}$/);
    }
    for (const [file, { text }] of files) {
      if (!file.endsWith('.env')) continue;
      for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^[A-Z0-9_]+='[^'\n]+'$/);
    }
  });

  it('give Qdrant’s key to who asks for vectors, and to nobody else', () => {
    const [first, ...others] = plugins;
    if (!first) throw new Error('there are no plugins');
    const given = composeSecrets(
      [{ ...first, usesVectors: true }, ...others],
      deriveSecrets(Buffer.alloc(32, 7)),
    );
    const holders = [...given]
      .filter(([, { text }]) => text.includes("\nQDRANT_API_KEY='"))
      .map(([name]) => name);
    expect(holders).toEqual([`${first.manifest.name}.env`]);
  });

  it('let Redis lose at most a second and evict nothing', () => {
    expect(textOf('redis.conf')).toMatch(/^appendonly yes$/m);
    expect(textOf('redis.conf')).toMatch(/^maxmemory-policy noeviction$/m);
  });
});

describe('writing them', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'gestas-secrets-'));
    writeManifest('subgraphs/one/manifest.json', 'one');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function writeManifest(file: string, name: string): void {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    const text = JSON.stringify({
      ...manifests[0],
      name: `plugin-${name}`,
      database: { schema: name },
      sessionCookies: false,
    });
    writeFileSync(path, text);
  }

  it('closes the folder to others, and is the same a second time', () => {
    const first = writeComposeSecrets(root);
    const before = first.files.map((file) => readFileSync(join(first.folder, file), 'utf8'));
    expect(statSync(first.folder).mode & 0o777).toBe(0o700);
    for (const file of first.files.filter((name) => name.endsWith('.env'))) {
      expect(statSync(join(first.folder, file)).mode & 0o777).toBe(0o600);
    }
    writeManifest('subgraphs/two/manifest.json', 'two');
    writeFileSync(join(first.folder, 'plugin-one.own.env'), 'SMTP_URL=smtp://mail\n');
    const second = writeComposeSecrets(root);
    expect(second.files).toEqual([...first.files, 'plugin-two.env']);
    const after = first.files.map((file) => readFileSync(join(first.folder, file), 'utf8'));
    const changed = first.files.filter((_, index) => before[index] !== after[index]);
    expect(changed).toEqual(['migrate.env']); // the new plugin's role
    expect(readdirSync(first.folder)).toContain('plugin-one.own.env');
  });

  it('refuses a master that is too short, and names it', () => {
    writeFileSync(join(root, '.secrets/master.secret'), 'abcd');
    expect(() => writeComposeSecrets(root)).toThrow(/master\.secret holds fewer than 32 bytes/);
  });
});
