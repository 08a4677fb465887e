import { detectLanguage } from '../../utils/detect-language.ts';
import { plainMarkdown } from '../../utils/plain-markdown.ts';
import type { FoundPiece } from './found-piece.ts';

const HEADING = /^#{1,4} (.+)$/;
const SHORTEST = 40;

/** The sections of a Markdown document, one piece for each heading; headings above one are part of its name. */
export function readMarkdown(path: string, source: string): readonly FoundPiece[] {
  const language = detectLanguage(source);
  return sectionsOf(source)
    .map(({ headings, lines }) => ({ name: headings.join(' › '), text: lines.join('\n').trim() }))
    .filter(({ text }) => text.length >= SHORTEST)
    .map(({ name, text }) => {
      const about = firstSentences(plainMarkdown(text));
      return { collection: 'docs', path, name, text, about, language };
    });
}

function sectionsOf(source: string) {
  const sections: { headings: string[]; lines: string[] }[] = [];
  let headings: string[] = [];
  let fenced = false;
  for (const line of source.split('\n')) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    const heading = fenced ? null : HEADING.exec(line);
    if (heading) {
      const depth = line.indexOf(' ');
      headings = [...headings.slice(0, depth - 1), heading[1] ?? ''];
      sections.push({ headings, lines: [] });
    } else {
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

function firstSentences(text: string): string {
  return /^.{1,300}?[.:](?=\s|$)/s.exec(text)?.[0] ?? text.slice(0, 200);
}
