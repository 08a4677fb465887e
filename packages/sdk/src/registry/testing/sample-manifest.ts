import { Manifest } from '../../manifest.ts';

/** A manifest like any other, with the given parts in it. */
export function sampleManifest(parts: Partial<Manifest> = {}): Manifest {
  return Manifest.parse({
    name: 'plugin-sample',
    version: '0.1.0',
    description: 'A sample.',
    platform: '^0.1.0',
    port: 0,
    database: { schema: 'sample' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
    ...parts,
  });
}
