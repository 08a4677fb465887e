import { readdirSync, readFileSync } from 'node:fs';

/** Memory in use, in megabytes: of the process itself, and of it with all it started (PostgreSQL's shared pages counted once a process). */
export type ResidentMemory = { readonly process: number; readonly withChildren: number };

/** Reads /proc (Linux only). */
export function residentMemory(pid: number): ResidentMemory {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = field(Number(entry), 'PPid');
    if (parent !== undefined) parents.set(Number(entry), parent);
  }
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    const born = [...parents].filter(([child, of]) => family.has(of) && !family.has(child));
    for (const [child] of born) family.add(child);
    grown = born.length > 0;
  }
  const sum = [...family].reduce((total, one) => total + (field(one, 'VmRSS') ?? 0), 0);
  return { process: megabytes(field(pid, 'VmRSS') ?? 0), withChildren: megabytes(sum) };
}

function field(pid: number, name: string): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1];
    return found === undefined ? undefined : Number(found); // one that has just ended holds no memory
  } catch {
    return undefined; // ended meanwhile
  }
}

function megabytes(kilobytes: number): number {
  return Math.round(kilobytes / 1024);
}
