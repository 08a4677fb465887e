/** What one look found; a mend says what to do, in the imperative. */
export type Finding = {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly says: string;
  readonly mend?: string;
};

/** What checks look at: the environment, where the checkout is, and the folder of embedded stores and keys. */
export type Site = {
  readonly source: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  readonly dataFolder: string;
};

/** A look at one part; it answers what it found and changes nothing. */
export type Check = (site: Site) => Promise<readonly Finding[]> | readonly Finding[];

/** All is well. */
export function ok(name: string, says: string): Finding {
  return { name, status: 'ok', says };
}

/** It runs, but not as it should. */
export function warn(name: string, says: string, mend: string): Finding {
  return { name, status: 'warn', says, mend };
}

/** It will not run. */
export function fail(name: string, says: string, mend: string): Finding {
  return { name, status: 'fail', says, mend };
}

/** A thrown value's own words; errors of several addresses have none but their code. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || String(error);
}
