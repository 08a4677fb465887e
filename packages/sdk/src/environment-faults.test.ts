import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { environmentFaults } from './environment-faults.ts';
import { Manifest } from './manifest.ts';
import { sampleManifest } from './registry/testing/sample-manifest.ts';

const of = (name: string, environment: readonly string[], schema = name.replace('plugin-', '')) =>
  sampleManifest({
    name,
    environment: [...environment],
    database: { schema, reads: [], publishes: {} },
  });
const ROOT = new URL('../../../', import.meta.url);
const real = (folder: string) =>
  Manifest.parse(
    JSON.parse(readFileSync(new URL(`subgraphs/${folder}/manifest.json`, ROOT), 'utf8')),
  );
const codes = (asking: Manifest, others: readonly Manifest[] = []) =>
  environmentFaults(asking, others).map(({ code, variable }) => `${code} ${variable}`);

/** Every variable of `.env.example` but those of the plugins' own sections, and what is lent. */
function platformVariables(): readonly string[] {
  const [platform = ''] = readFileSync(new URL('.env.example', ROOT), 'utf8').split(
    '# --- plugin-',
  );
  return [...platform.matchAll(/^#?((?:<SCHEMA>)?[A-Z][A-Z0-9_]*|<SCHEMA>_[A-Z_]+)=/gm)]
    .map(([, name = '']) => name.replace('<SCHEMA>', 'CMS'))
    .filter((name) => !['GESTAS_MOUNT_DIR', 'QDRANT_URL', 'CMS_PORT'].includes(name));
}

describe('the variables a manifest asks for', () => {
  const variables = platformVariables();

  it('are none of the platform’s, all of which .env.example lists', () => {
    expect(variables.length).toBeGreaterThan(25);
    const asked = codes(of('plugin-productos', variables));
    expect(asked).toEqual(variables.map((name) => `VARIABLE_RESERVED ${name}`));
  });

  it('say what to write instead', () => {
    const [fault] = environmentFaults(of('plugin-productos', ['DATABASE_URL']), []);
    expect(fault?.message).toBe(
      'The variable DATABASE_URL is the platform’s own. Name a variable that begins with PRODUCTOS_ instead; such a one needs no mention in the manifest.',
    );
  });

  it.each([
    ['by its prefix', ['CMS_SECRET'], [of('plugin-cms', [])], 'VARIABLE_TAKEN CMS_SECRET'],
    [
      'by its manifest',
      ['GEMINI_API_KEY'],
      [of('plugin-ai', ['GEMINI_API_KEY'])],
      'VARIABLE_TAKEN GEMINI_API_KEY',
    ],
  ])('are not another plugin’s %s', (_how, environment, others, code) => {
    expect(codes(of('plugin-productos', environment), others)).toEqual([code]);
  });

  it('are not another plugin’s by a schema that begins like them', () => {
    const ai = of('plugin-ai', ['GEMINI_API_KEY']);
    expect(codes(of('plugin-x', [], 'gemini'), [ai])).toEqual(['VARIABLE_TAKEN GEMINI_API_KEY']);
    const admin = of('plugin-admin', [], 'shop_admin');
    expect(codes(of('plugin-shop', []), [admin])).toEqual(['VARIABLE_TAKEN SHOP_ADMIN_']);
    expect(codes(admin, [of('plugin-shop', [])])).toEqual([]);
  });

  it('may be a provider’s, the plugin’s own, and what the platform lends', () => {
    const environment = ['STRIPE_KEY', 'PRODUCTOS_DATABASE_URL', 'QDRANT_URL', 'GESTAS_MOUNT_DIR'];
    expect(codes(of('plugin-productos', environment))).toEqual([]);
  });

  it('of the platform’s plugins are theirs', () => {
    const all = ['auth', 'system', 'cms', 'analytics', 'notifications', 'ai'].map(real);
    for (const one of all) {
      expect(
        codes(
          one,
          all.filter((other) => other !== one),
        ),
      ).toEqual([]);
    }
  });
});
