import type { Language } from '../models/knowledge-entry.ts';
import { foldAccents } from './fold-accents.ts';

const SPANISH = new Set(
  'el la los las un una de del que y en es por con para se su como no lo al si donde cuando cual quien mas esta este hay'.split(
    ' ',
  ),
);
const ENGLISH = new Set(
  'the an of and in is to for with that it as on by be are which who what how when where this does do not from can its'.split(
    ' ',
  ),
);

/** English or Spanish, by the small words and the letters only Spanish has; English when nothing tells. */
export function detectLanguage(text: string): Language {
  const words =
    foldAccents(text)
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const spanish = words.filter((word) => SPANISH.has(word)).length;
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const letters = /[áéíóúñ¿¡]/i.test(text) ? 2 : 0;
  return spanish + letters > english ? 'es' : 'en';
}
