import type { KnowledgeDraft, Language } from '../models/knowledge-entry.ts';
import { bestWindow } from './best-window.ts';

const CHARACTERS = 600;

/**
 * What is shown of an entry: its summary, in the reader's language where a person wrote one, and the part of the text that
 * bears most on the question.
 */
export function excerptOf(entry: KnowledgeDraft, question: string, language: Language): string {
  const own: Language = entry.derived.includes(language) ? otherOf(language) : language;
  const summary = entry.derived.includes(own) ? '' : entry.summaries[own];
  const window = bestWindow(entry.text, question, CHARACTERS);
  // The documents' summaries are their first sentences: not twice.
  const repeats = entry.collection === 'docs' && own === otherOf(language);
  return summary === '' || repeats ? window : `${summary}\n${window}`;
}

function otherOf(language: Language): Language {
  return language === 'en' ? 'es' : 'en';
}
