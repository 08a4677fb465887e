import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HotFolder } from './hot-folder.ts';

/** What goes wrong in a plugin. */
export type Sabotage = 'none' | 'crash' | 'hang' | 'garbage' | 'huge' | 'flood' | 'memory';

const SABOTEUR = fileURLToPath(new URL('./saboteur.ts', import.meta.url));

/** Has a plugin of a hot folder go wrong on demand: `file` is for PRODUCTOS_SABOTAGE. */
export function makeSabotage() {
  const folder = mkdtempSync(join(tmpdir(), 'gestas-sabotage-'));
  const file = join(folder, 'how');
  const set = (how: Sabotage) => writeFileSync(file, how);
  set('none');
  return {
    file,
    set,
    /** The plugin's process imports the saboteur before all else. */
    infect: (plugins: HotFolder) =>
      plugins.edit('productos/src/index.ts', (text) => `import '${SABOTEUR}';\n${text}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
