import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder of plugins outside the checkout, from which the platform's packages are found. */
export type HotFolder = {
  /** For GESTAS_EXTRA_PLUGINS. */
  readonly plugins: string;
  /** `npm run plugin:new NAME -- --fields FIELDS`; answers what it printed. */
  create(name: string, fields: string): Promise<string>;
  /** Changes a file of a plugin. */
  edit(file: string, change: (text: string) => string): void;
  /** Takes a plugin's folder away. */
  drop(name: string): void;
  remove(): void;
};

/** Makes an empty one. */
export function makeHotFolder(): HotFolder {
  const root = mkdtempSync(join(tmpdir(), 'gestas-hot-'));
  const plugins = join(root, 'plugins');
  mkdirSync(plugins);
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  return {
    plugins,
    async create(name, fields) {
      const args = ['run', '-s', 'plugin:new', name, '--', '--fields', fields, '--into', plugins];
      const { stdout } = await run('npm', args);
      return stdout;
    },
    edit(file, change) {
      const path = join(plugins, file);
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    },
    drop: (name) => rmSync(join(plugins, name), { recursive: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
