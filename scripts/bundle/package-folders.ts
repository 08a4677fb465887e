import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type PackageFile = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/**
 * The packages of a checkout's `node_modules` that some packages need to run, themselves included. Optional ones that are
 * not installed (those of other systems) are left out.
 * @throws Error naming a package that is needed and not there.
 */
export function packageFolders(names: readonly string[], root = '.'): readonly string[] {
  const found = new Set<string>();
  const add = (name: string, isOptional: boolean) => {
    if (found.has(name)) return;
    const file = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(file)) {
      if (isOptional) return;
      throw new Error(`${name} is needed, and is not in node_modules.`);
    }
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(file, 'utf8'),
    ) as PackageFile;
    // npm lists optional packages among the dependencies too
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      add(needed, needed in optionalDependencies);
    }
  };
  for (const name of names) add(name, false);
  return [...found].sort();
}
