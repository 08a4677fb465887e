import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { Finding, Site } from '../doctor/finding.ts';

/** What the doctor's tests share while a file runs. */
export type DoctorFolder = {
  /** A path in a folder that is removed after the tests. */
  at(...names: string[]): string;
  /** What checks look at: this checkout with these variables, and no data folder yet, unless told otherwise. */
  site(source?: Site['source'], changes?: Partial<Site>): Site;
};

/** Makes a folder for the tests of the file to look at. */
export function useDoctorFolder(): DoctorFolder {
  let folder: string | undefined;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gestas-doctor-'));
  });
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  function at(...names: string[]): string {
    if (!folder) throw new Error('The folder lives only while the tests of its file run');
    return join(folder, ...names);
  }

  return {
    at,
    site: (source = {}, changes = {}) => ({
      source,
      root: '.',
      dataFolder: at('data'),
      ...changes,
    }),
  };
}

/** Each finding's name with its status. */
export function statuses(
  findings: readonly Finding[],
): Readonly<Record<string, Finding['status']>> {
  return Object.fromEntries(findings.map(({ name, status }) => [name, status]));
}

/** The findings that are not well. */
export function faulty(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status }) => status !== 'ok');
}
