import { randomBytes } from 'node:crypto';
import { slugify } from './slugify.ts';

/** Slugs to try for a title, in order: plain, numbered, then with a random end. */
export function slugCandidates(title: string): readonly string[] {
  const random = () => randomBytes(4).toString('hex');
  const base = slugify(title) || 'post';
  return [base, `${base}-2`, `${base}-3`, `${base}-${random()}`, `${base}-${random()}`];
}
