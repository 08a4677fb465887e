import type { KnowledgeDraft } from '../../models/knowledge-entry.ts';
import { tokenise } from '../../utils/tokenise.ts';
import { translateTerms } from '../../utils/translate-terms.ts';
import { translateWords } from '../../utils/translate-words.ts';
import type { FoundPiece } from './found-piece.ts';

/** Gives each piece its source and a summary in both languages; those of `written` go before a gloss. */
export function gatherKnowledge(
  pieces: readonly FoundPiece[],
  written: Readonly<Record<string, string>>,
): readonly KnowledgeDraft[] {
  const seen = new Map<string, number>();
  return pieces.map((piece) => {
    const plain = `${piece.path}#${piece.name}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    const source = count === 1 ? plain : `${plain}-${count}`;
    const { collection, name: title, text } = piece;
    return { collection, source, title, text, ...summarise(piece, written[source]) };
  });
}

function summarise(
  { about, language, other, name }: FoundPiece,
  written: string | undefined,
): Pick<KnowledgeDraft, 'summaries' | 'derived'> {
  const own = about || name;
  const given = other ?? written;
  if (language === 'en') {
    const es = given ?? translateWords(`${name} ${about}`).join(' ');
    return { summaries: { en: own, es }, derived: given ? [] : ['es'] };
  }
  const en = given ?? translateTerms(tokenise(`${name} ${about}`, 'es')).join(' ');
  return { summaries: { en, es: own }, derived: given ? [] : ['en'] };
}
