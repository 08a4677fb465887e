import type { Manifest } from '@gestas/sdk';
import type { Candidate } from '../models/candidate.ts';
import type { LivePlugin } from '../models/live-graph.ts';
import type { Issue } from '../models/verdict.ts';

/** What a gate reads: the candidate, and what runs already. */
export type GateInput = {
  readonly candidate: Candidate;
  readonly live: readonly LivePlugin[];
};

/** One gate: its name, and what it finds; no ERROR means it passed. */
export type Gate = {
  readonly name: string;
  readonly check: (input: GateInput) => readonly Issue[] | Promise<readonly Issue[]>;
};

/** Where and how to mend a fault. */
export type Place = {
  readonly file?: string | null;
  readonly line?: number | null;
  readonly suggestion?: string | null;
};

/** An ERROR: it stops the candidate. */
export function fault(code: string, message: string, place: Place = {}): Issue {
  return {
    code,
    severity: 'ERROR',
    message,
    file: place.file ?? null,
    line: place.line ?? null,
    suggestion: place.suggestion ?? null,
  };
}

/** A file's text, or null. */
export function contentOf({ files }: Candidate, path: string): string | null {
  return files.find((file) => file.path === path)?.content ?? null;
}

/** The parts of a manifest that gates compare; read loosely, as it may be anything. */
export type LooseManifest = Partial<Pick<Manifest, 'name' | 'emits' | 'owns'>> & {
  readonly permissions?: readonly { readonly name?: unknown }[];
};

/** The candidate's manifest as it stands, or an empty one. */
export function looseManifest(candidate: Candidate): LooseManifest {
  try {
    const parsed: unknown = JSON.parse(contentOf(candidate, 'manifest.json') ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** The names of the permissions a manifest contributes. */
export function permissionNames(manifest: LooseManifest): readonly string[] {
  const { permissions } = manifest;
  if (!Array.isArray(permissions)) return [];
  return permissions.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}
