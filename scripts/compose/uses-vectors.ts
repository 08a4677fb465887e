import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the plugin in a folder asks for Qdrant: its `src/env.ts` reads `QDRANT_URL`. */
export function usesVectors(folder: string): boolean {
  const file = join(folder, 'src/env.ts');
  return existsSync(file) && /\bQDRANT_URL\b/.test(readFileSync(file, 'utf8'));
}
