import { canonicalFiles } from '../gates/canonical.ts';
import type { Candidate } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';

/** Mends what has one right answer, before a model is asked: fixed files, line ends, rules a description already names. */
export function mendCandidate(candidate: Candidate, issues: readonly Issue[]): Candidate | null {
  const fixed = canonicalFiles(candidate.folder);
  const codes = new Set(issues.map(({ code }) => code));
  const files = new Map(
    candidate.files.map(({ path, content }) => [
      path,
      content.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'),
    ]),
  );
  for (const { code, file } of issues) {
    const text = fixed[file ?? ''];
    if (file && text && /^(?:FIXED_FILE_CHANGED|DEPENDENCY_NOT_ALLOWED|FILE_MISSING)$/.test(code))
      files.set(file, text);
  }
  if (codes.has('AUTHORIZATION_MISSING')) {
    files.set('schema.graphql', withNamedRules(files.get('schema.graphql') ?? ''));
  }
  const mended = [...files].map(([path, content]) => ({ path, content }));
  const isChanged =
    mended.length !== candidate.files.length ||
    mended.some(
      ({ path, content }) =>
        candidate.files.find((file) => file.path === path)?.content !== content,
    );
  return isChanged ? { ...candidate, files: mended } : null;
}

/** A field whose description says "Needs `x`" and that has no directive gets the one it names. */
function withNamedRules(schema: string): string {
  return schema.replace(
    /("[^"\n]*Needs `([a-z-]+:[a-z-]+:[a-z-]+)`\."\n\s+\w+(?:\([^)]*\))?:\s*[[\]!\w]+)(?=\s*\n\s*(?:"|\w+(?:\(|:)|\}))/g,
    '$1 @requiresScopes(scopes: [["$2"]])',
  );
}
