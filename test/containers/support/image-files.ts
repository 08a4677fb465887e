import { readdirSync } from 'node:fs';
import type { BuiltImage } from './build-image.ts';

/** The files of an image, sorted, without what lies in its folder `data`. */
export function imageFiles({ folder }: BuiltImage): readonly string[] {
  const files = readdirSync(folder, { recursive: true }).map(String);
  // Building other images on the same first stage leaves Vite's folder for temporary files in it.
  const isOwn = (file: string) => !file.startsWith('data/') && !file.endsWith('.vite-temp');
  return files.filter(isOwn).sort();
}
