import { Manifest } from '../../manifest.ts';

/** A manifest like any other, with the given parts in it; its schema is called like the plugin. */
export function sampleManifest(parts: Partial<Manifest> = {}): Manifest {
  const { name = 'plugin-sample' } = parts;
  return Manifest.parse({
    name,
    version: '0.1.0',
    description: 'A sample.',
    platform: '^0.1.0',
    port: 0,
    database: { schema: name.replace('plugin', 'sample').replaceAll('-', '_') },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
    ...parts,
  });
}
