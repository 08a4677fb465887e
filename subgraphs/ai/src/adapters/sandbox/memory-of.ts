import { readdir, readFile } from 'node:fs/promises';

const PAGE = 4_096;

type Process = { readonly pid: number; readonly parent: number; readonly bytes: number };

/** The memory that a process and all that descend from it hold, in bytes; what they share counts for each. */
export async function memoryOf(pid: number): Promise<number> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess));
  const all = found.filter((one) => one !== null);
  const family = new Set([pid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.reduce((sum, one) => (family.has(one.pid) ? sum + one.bytes : sum), 0);
}

/** Null for one that is gone. Its name, in brackets, may hold anything. */
async function readProcess(name: string): Promise<Process | null> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE };
}
