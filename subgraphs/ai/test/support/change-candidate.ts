import type { Candidate } from '../../src/models/candidate.ts';
import { parsePrompt } from '../../src/parsing/parse-prompt.ts';
import { renderPlugin } from '../../src/templates/render-plugin.ts';

/** A plugin that every gate lets pass. */
export function sound(): Candidate {
  const prompt = 'Create a product controller with code (unique), price and status (draft, sold)';
  const parsed = parsePrompt(prompt, 'en', ['User']);
  if (parsed.kind !== 'SPEC') throw new Error('it is a request');
  return renderPlugin(parsed.spec);
}

/** What is done to a candidate. */
export type Change = (candidate: Candidate) => Candidate;

/** Replaces a part of a file; a part that is not there is a mistake of the test. */
export function edit(path: string, from: string | RegExp, to: string): Change {
  return (candidate) => ({
    ...candidate,
    files: candidate.files.map((file) => {
      if (file.path !== path) return file;
      const content = file.content.replace(from, to);
      if (content === file.content) throw new Error(`${path} does not hold ${from}`);
      return { path, content };
    }),
  });
}

/** One change after the other. */
export const both =
  (first: Change, second: Change): Change =>
  (candidate) =>
    second(first(candidate));

/** Adds a file. */
export const add =
  (path: string, content: string): Change =>
  (candidate) => ({
    ...candidate,
    files: [...candidate.files, { path, content }],
  });

/** Takes a file away. */
export const drop =
  (path: string): Change =>
  (candidate) => ({
    ...candidate,
    files: candidate.files.filter((file) => file.path !== path),
  });
