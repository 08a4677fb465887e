import { queryTerms } from './query-terms.ts';
import { tokenise } from './tokenise.ts';

/** The lines of a text, up to `characters` of them, that hold most of what a question asks for; whole lines, in order. */
export function bestWindow(text: string, question: string, characters: number): string {
  if (text.length <= characters) return text.trim();
  const terms = queryTerms(question);
  const lines = text
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${characters}}`, 'g')) ?? ['']);
  const scores = lines.map((line) => scoreOf(line, terms));
  let best = { start: 0, end: 1, score: -1 };
  for (let start = 0; start < lines.length; start++) {
    let [end, length, score] = [start, 0, 0];
    while (end < lines.length && length + (lines[end]?.length ?? 0) <= characters) {
      length += (lines[end]?.length ?? 0) + 1;
      score += scores[end] ?? 0;
      end++;
    }
    if (score > best.score) best = { start, end, score };
  }
  return lines.slice(best.start, best.end).join('\n').trim();
}

function scoreOf(line: string, terms: ReadonlyMap<string, number>): number {
  const words = new Set([...tokenise(line, 'en'), ...tokenise(line, 'es')]);
  return [...words].reduce((sum, word) => sum + (terms.get(word) ?? 0), 0);
}
