import { z } from 'zod';
import type { FoundPiece } from './found-piece.ts';

const Described = z.object({
  name: z.string(),
  description: z.string(),
  permissions: z.array(
    z.object({ name: z.string(), description: z.object({ en: z.string(), es: z.string() }) }),
  ),
  emits: z.array(z.string()),
  consumes: z.array(z.string()),
});

/** What a manifest says of a plugin: the plugin itself, and each permission in both languages. */
export function readManifest(path: string, source: string): readonly FoundPiece[] {
  const manifest = Described.parse(JSON.parse(source));
  const { name, description, permissions, emits, consumes } = manifest;
  const text = [
    `${name}: ${description}`,
    `permissions: ${permissions.map((permission) => permission.name).join(', ') || 'none'}`,
    `emits: ${emits.join(', ') || 'none'}`,
    `consumes: ${consumes.join(', ') || 'none'}`,
  ].join('\n');
  const common = { collection: 'api', path, language: 'en' } as const;
  return [
    { ...common, name, text, about: description },
    ...permissions.map((permission) => ({
      ...common,
      name: permission.name,
      text: `Permission ${permission.name}: ${permission.description.en}`,
      about: permission.description.en,
      other: permission.description.es,
    })),
  ];
}
