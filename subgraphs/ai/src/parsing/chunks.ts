import { fold } from './fold.ts';

/** Where the fields of a request begin. */
const MARK =
  /(?:\b(?:con (?:los |las |estos )?(?:siguientes )?(?:campos|atributos|datos)|(?:los )?campos(?: son)?|with (?:the )?(?:following )?(?:fields|attributes|columns)|(?:the )?fields(?: are)?|que (?:tenga|tengan|tienen|tiene|lleve|lleven|incluya|incluyan)|that (?:has|have)|(?:each )?having|including|incluyendo|with|con)\b\s*:?|:)/;

/** A request in two parts: what it is about, and its fields, if any are named. */
export function splitPrompt(prompt: string): { readonly head: string; readonly tail: string } {
  const text = prompt.normalize('NFC').replace(/\s+/g, ' ').trim();
  const found = MARK.exec(fold(text));
  if (!found) return { head: text, tail: '' };
  return { head: text.slice(0, found.index), tail: text.slice(found.index + found[0].length) };
}

/** Sentences about the plugin as a whole, which name no field. */
const ASIDE =
  /\b(?:sin (?:borrado|borrar|eliminar|eliminacion|edicion|editar|eventos|autenticacion|permisos|seguridad)|without (?:delete|deleting|deletion|editing|update|updating|events|authentication|auth|permissions|security)|no (?:delete|deleting|deletion|events|updates)|solo (?:los |las )?\w+ pueden|only \w+ (?:may|can)|debe (?:emitir|anunciar)|must (?:emit|announce)|emit\w* (?:events?|when)|(?:que )?emita|(?:que )?anuncie|para (?:mi|nuestro|nuestra|el|la|un|una)\b|for (?:my|our|a|the)\b|por favor|please|gracias|thanks|thank you)[^,;.]*/g;

const TIMES = /\b(?:fecha y hora|date and time)\b/gi;
const BELONGS =
  /\b(?:pertenecen? a|belongs? to|asignad[oa]s? a|assigned to|vinculad[oa]s? (?:a|con)|linked to|relacionad[oa]s? con|related to)\s+(?:(?:un|una|el|la|a|an|the)\s+)?[a-z]+/g;

/** What the head says the entity belongs to, as pieces like those of the fields. */
export function headRelations(head: string): readonly string[] {
  return [...fold(head).matchAll(BELONGS)].map(({ 0: { length }, index }) =>
    head.slice(index, index + length),
  );
}

/** The fields as they were written, each in a piece of its own. */
export function fieldChunks(tail: string): readonly string[] {
  let text = tail;
  for (const { 0: aside, index } of [...fold(text).matchAll(ASIDE)].reverse()) {
    text = `${text.slice(0, index)}${text.slice(index + aside.length)}`;
  }
  const joined = joinRanges(joinValues(text.replace(TIMES, (both) => both.replace(/\s+/g, '_'))));
  return splitOutside(joined)
    .flatMap((piece) =>
      piece.split(/\s+(?:y|e|and|&|más|mas|plus|además de|as well as)\s+(?![^(]*\))/i),
    )
    .map((piece) => piece.replace(/^(?:\s*(?:y|e|and|además|also|también)\s+)+/i, '').trim())
    .filter((piece) => /\p{L}/u.test(piece));
}

/** "status one of draft, sent or paid" keeps its values together: `status (draft|sent|paid)`. */
function joinValues(text: string): string {
  const list = String.raw`([\p{L}\p{N}_]+(?:\s*,\s*[\p{L}\p{N}_]+)*(?:\s*,?\s+(?:or|o|u)\s+|\s*/\s*)[\p{L}\p{N}_]+)`;
  const lead = String.raw`\s*(?:que puede ser|puede ser|que sea|one of|which is|that is|being|either|:|=)\s*`;
  return text.replace(new RegExp(`${lead}${list}`, 'giu'), (_all, values: string) => {
    const parts = values.split(/\s*,\s*(?:(?:o|u|or)\s+)?|\s+(?:o|u|or)\s+|\s*\/\s*/i);
    return ` (${parts.filter(Boolean).join('|')})`;
  });
}

/** "entre 0 y 100" becomes one word, so that its "y" does not part fields. */
function joinRanges(text: string): string {
  return text.replace(
    /\b(?:entre|between|de|from)\s+(-?\d+)\s+(?:y|and|a|to)\s+(-?\d+)/gi,
    '[$1..$2]',
  );
}

/** Splits at commas, semicolons, full stops and line ends outside brackets. */
function splitOutside(text: string): string[] {
  const pieces = [''];
  let depth = 0;
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++;
    if (')]}'.includes(letter)) depth--;
    if (depth <= 0 && /[,;\n.]/.test(letter)) pieces.push('');
    else pieces[pieces.length - 1] += letter;
  }
  return pieces;
}
