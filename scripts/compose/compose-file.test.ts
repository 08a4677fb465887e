import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readPluginFolders } from '../plugin-folders.ts';
import { composeFaults } from './compose-schema.ts';
import { usesVectors } from './uses-vectors.ts';
import { writeComposeSecrets } from './write-compose-secrets.ts';

type Service = {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[]; readonly retries?: number };
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly env_file?: readonly (string | { readonly path: string; readonly required: boolean })[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
};
type ComposeFile = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: object;
  readonly volumes: object;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

const file = parse(readFileSync('docker-compose.yml', 'utf8')) as ComposeFile;
const services = Object.entries(file.services);
const ours = services.filter(([, { build }]) => build);
const plugins = readPluginFolders('subgraphs');
const service = (name: string): Service => {
  const found = file.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}: npm run sync`);
  return found;
};

describe('docker-compose.yml', () => {
  it('keeps to the Compose specification', () => {
    expect(composeFaults(file)).toEqual([]);
  });

  it.each([
    ['an unknown key', { services: { a: { image: 'a', port: ['1:1'] } } }],
    ['a condition that is none', { services: { a: { depends_on: { b: { condition: 'up' } } } } }],
    ['no mapping of services', { services: ['frontend'] }],
  ])('would not if it had %s', (_what, broken) => {
    expect(composeFaults(broken)).not.toEqual([]);
  });

  it('is what Docker Compose itself takes, where there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gestas-compose-'));
    try {
      for (const part of ['docker-compose.yml', 'subgraphs']) {
        cpSync(part, join(folder, part), { recursive: true });
      }
      writeComposeSecrets(folder);
      const compose = (...args: string[]) =>
        spawnSync('docker', ['compose', ...args], { cwd: folder, encoding: 'utf8' });
      if (compose('version').status !== 0) return expect(composeFaults(file)).toEqual([]);
      const { status, stderr, stdout } = compose('config', '--format', 'json');
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(Object.keys(JSON.parse(stdout).services).sort()).toEqual(
        services.map(([name]) => name).sort(),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has the services that people know by name', () => {
    const known = ['frontend', 'gateway', 'redis', 'postgres', 'qdrant'];
    expect(Object.keys(file.services)).toEqual(expect.arrayContaining(known));
  });

  it.each(plugins.map(({ folder, manifest }) => [manifest.name, folder, manifest] as const))(
    'has %s as its manifest says',
    (name, folder, manifest) => {
      const { build, ports, healthcheck, env_file: files, depends_on: needs } = service(name);
      expect(build?.dockerfile).toBe(`${folder}/Dockerfile`);
      expect(ports).toEqual([`127.0.0.1:${manifest.port}:${manifest.port}`]);
      expect(healthcheck?.test.at(-1)).toContain(`localhost:${manifest.port}/health/ready`);
      expect(files?.[0]).toBe(`./.secrets/${name}.env`);
      expect(Object.keys(needs ?? {}).slice(0, 3)).toEqual(['postgres', 'redis', 'migrate']);
      expect(Object.keys(needs ?? {}).includes('qdrant')).toBe(usesVectors(folder));
      expect(Object.keys(service('gateway').depends_on ?? {})).toContain(name);
    },
  );

  it('has no service of a plugin that is gone', () => {
    const names = Object.keys(file.services).filter((name) => name.startsWith('plugin-'));
    expect(names.sort()).toEqual(plugins.map(({ manifest }) => manifest.name).sort());
  });
});

describe('every container', () => {
  it.each(services)('%s runs without root, rights and a writable disk', (_name, one) => {
    expect(one).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    // The image of qdrant is the one whose own account is not root.
    expect(one.user ?? one.image).toMatch(/^(node|postgres|redis|qdrant\/qdrant:.*-unprivileged)$/);
  });

  it.each(services)('%s says when it is well, or ends', (_name, { healthcheck, restart }) => {
    expect(healthcheck !== undefined).toBe(restart !== 'no');
  });

  it.each(services)('%s says times with their units', (_name, { healthcheck, ...one }) => {
    const { test: _test, retries: _retries, ...times } = healthcheck ?? { test: [] };
    for (const time of [...Object.values(times), one.stop_grace_period ?? '1s']) {
      expect(time).toMatch(/^\d+(ms|s|m)$/);
    }
  });

  it.each(services)('%s is reached from this machine only', (name, { ports = [] }) => {
    for (const port of ports) {
      expect(port).toMatch(
        name === 'frontend' ? /^\$\{GESTAS_BIND:-127\.0\.0\.1\}:/ : /^127\.0\.0\.1:/,
      );
    }
  });

  it.each(services)('%s names networks, volumes, secrets and services that exist', (_name, one) => {
    const named = (one.volumes ?? []).map((volume) => volume.split(':')[0]);
    expect(Object.keys(file.networks)).toEqual(expect.arrayContaining([...(one.networks ?? [])]));
    expect(Object.keys(file.volumes)).toEqual(expect.arrayContaining(named));
    expect(Object.keys(file.secrets)).toEqual(expect.arrayContaining([...(one.secrets ?? [])]));
    const needs = Object.entries(one.depends_on ?? {});
    expect(Object.keys(file.services)).toEqual(expect.arrayContaining(needs.map(([name]) => name)));
    for (const [name, { condition }] of needs) {
      const { healthcheck, restart } = service(name);
      if (condition === 'service_healthy') expect(healthcheck).toBeDefined();
      if (condition === 'service_completed_successfully') expect(restart).toBe('no');
    }
  });

  it.each(ours)('%s has a Dockerfile', (_name, { build }) => {
    expect(existsSync(build?.dockerfile ?? '')).toBe(true);
  });

  it('finds its secrets where npm run compose:secrets puts them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gestas-compose-'));
    try {
      cpSync('subgraphs', join(folder, 'subgraphs'), { recursive: true });
      const { files } = writeComposeSecrets(folder);
      const wanted = [
        ...services.flatMap(([, one]) => one.env_file ?? []),
        ...Object.values(file.secrets).map((secret) => secret.file),
      ].filter((path) => typeof path === 'string');
      expect([...new Set(wanted)].sort()).toEqual(files.map((name) => `./.secrets/${name}`).sort());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps the stores away from the frontend, and plugins away from browsers', () => {
    expect(service('frontend').networks).toEqual(['edge']);
    for (const { manifest } of plugins) {
      expect(service(manifest.name).networks).not.toContain('edge');
    }
  });
});
