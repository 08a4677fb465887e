import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Finding, fail, ok, reasonOf, type Site } from './finding.ts';

/** Whether the data folder can be written, or made. */
export function checkDataFolder({ dataFolder }: Site): readonly Finding[] {
  const folder = nearest(dataFolder);
  const mend =
    'Make it a folder that this account may write, or choose another with GESTAS_DATA_DIR.';
  try {
    if (!statSync(folder).isDirectory())
      return [fail('data folder', `${folder} is no folder`, mend)];
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    return [fail('data folder', reasonOf(error), mend)];
  }
  const says = folder === dataFolder ? 'may be written' : 'is made by the first start';
  return [ok('data folder', `${dataFolder} ${says}`)];
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
