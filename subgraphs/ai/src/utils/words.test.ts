import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestWindow } from './best-window.ts';
import { checkCitations } from './check-citations.ts';
import { detectLanguage } from './detect-language.ts';
import { entryId } from './entry-id.ts';
import { excerptOf } from './excerpt-of.ts';
import { queryTerms } from './query-terms.ts';
import { reciprocalRanks } from './reciprocal-ranks.ts';
import { splitIdentifier } from './split-identifier.ts';
import { stemEnglish } from './stem-english.ts';
import { stemSpanish } from './stem-spanish.ts';
import { termCoverage } from './term-coverage.ts';
import { tokenise } from './tokenise.ts';
import { translateTerms } from './translate-terms.ts';
import { translateWords } from './translate-words.ts';
import { wholeQuestion } from './whole-question.ts';

describe('words', () => {
  it('splits identifiers at humps, digits and capitals', () => {
    expect(splitIdentifier('parseHTMLPage2')).toEqual(['parse', 'html', 'page', '2']);
    expect(splitIdentifier('createPost')).toEqual(['create', 'post']);
  });

  it.each([
    ['published', 'publishes'],
    ['sessions', 'session'],
    ['policies', 'policy'],
    ['retries', 'retry'],
    ['generation', 'generate'],
  ])('%s meets %s', (one, other) => {
    expect(stemEnglish(one)).toBe(stemEnglish(other));
  });

  it.each([
    ['publicar', 'publicada'],
    ['contraseñas', 'contraseña'],
    ['permisos', 'permiso'],
    ['sesiones', 'sesion'],
    ['validar', 'validacion'],
  ])('%s se encuentra con %s', (one, other) => {
    const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '');
    expect(stemSpanish(plain(one))).toBe(stemSpanish(plain(other)));
  });

  it('keeps identifiers whole as well, and leaves small words out', () => {
    expect(tokenise('the createPost', 'en')).toEqual(['createpost', 'creat', 'post']);
    expect(tokenise('¿Cómo se crea una publicación?', 'es')).toHaveLength(2);
  });

  it('never fails on any text, and a stem never grows nor gets shorter than three letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const language of ['en', 'es'] as const)
          expect(tokenise(text, language)).toBeDefined();
        expect(['en', 'es']).toContain(detectLanguage(text));
        expect(queryTerms(text)).toBeInstanceOf(Map);
        expect(bestWindow(text, 'how are roles read', 50).length).toBeLessThanOrEqual(50);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,20}$/), (word) => {
        for (const stem of [stemEnglish(word), stemSpanish(word)]) {
          expect(stem.length).toBeGreaterThanOrEqual(3);
          expect(stem.length).toBeLessThanOrEqual(word.length + 1);
        }
      }),
    );
  });

  it('tells Spanish from English', () => {
    expect(detectLanguage('cómo se guardan las contraseñas')).toBe('es');
    expect(detectLanguage('how are passwords stored')).toBe('en');
    expect(detectLanguage('createPost')).toBe('en');
  });
});

describe('the glossary', () => {
  it('knows words, phrases before words, and several meanings of one stem', () => {
    expect(translateTerms(tokenise('contraseña', 'es'))).toEqual(['password']);
    expect(translateTerms(tokenise('base de datos', 'es'))).toEqual(['database']);
    expect(translateTerms(tokenise('público', 'es'))).toEqual(
      expect.arrayContaining(['public', 'publish']),
    );
    expect(translateTerms(['zzz'])).toEqual([]);
  });

  it('glosses English in Spanish words', () => {
    expect(translateWords('Refuses a role without permission.')).toEqual(
      expect.arrayContaining(['rechazar', 'rol', 'permiso']),
    );
  });

  it("adds this platform's own words to a question, with less weight", () => {
    const terms = queryTerms('delete an article');
    expect(terms.get('articl')).toBe(1);
    expect(terms.get('post')).toBeLessThan(1);
  });

  it('measures how much of a question a text is about', () => {
    expect(termCoverage('¿cómo se guardan las contraseñas?', 'Stores a password as a hash.')).toBe(
      1,
    );
    expect(termCoverage('best paella recipe', 'Stores a password as a hash.')).toBe(0);
    expect(termCoverage('the of', 'anything')).toBe(0);
  });
});

describe('ranks, ids and excerpts', () => {
  it('fuses rankings: what several know goes first', () => {
    const fused = reciprocalRanks([
      ['a', 'b', 'c'],
      ['b', 'd'],
    ]);
    expect(fused.map(({ item }) => item)).toEqual(['b', 'a', 'd', 'c']);
    expect(reciprocalRanks([])).toEqual([]);
  });

  it('gives an id that is a UUID, and another for another owner, collection or source', () => {
    const ids = [
      entryId('t1', 'docs', 'a'),
      entryId('t2', 'docs', 'a'),
      entryId('t1', 'code', 'a'),
      entryId('t1', 'docs', 'b'),
      entryId('t1","docs', '', 'a'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(entryId('t1', 'docs', 'a')).toBe(ids[0]);
  });

  it('shows a summary that a person wrote, never a gloss', () => {
    const entry = {
      ...({ collection: 'code', source: 's', title: 't', text: 'const x = 1;' } as const),
      summaries: { en: 'Keeps x.', es: 'guardar x' },
    };
    expect(excerptOf({ ...entry, derived: ['es'] }, 'x', 'es')).toBe('Keeps x.\nconst x = 1;');
    expect(excerptOf({ ...entry, derived: [] }, 'x', 'es')).toBe('guardar x\nconst x = 1;');
  });

  it('finds the part of a text that bears on the question', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `line ${at} about nothing in particular`);
    lines[40] = 'passwords are hashed with argon2id';
    expect(bestWindow(lines.join('\n'), 'how are passwords hashed', 120)).toContain('argon2id');
  });

  it('looks for the question before one that says nothing by itself', () => {
    const history = [{ role: 'USER', text: 'How are lists paged?' }] as const;
    expect(wholeQuestion('Why?', history)).toBe('How are lists paged? Why?');
    expect(wholeQuestion('How are passwords hashed?', history)).toBe('How are passwords hashed?');
    expect(wholeQuestion('Why?', [])).toBe('Why?');
  });
});

describe('citations', () => {
  const passages = ['a', 'b', 'c'].map((id) => ({
    ...{ id, collection: 'docs', title: id, excerpt: id, source: id, score: 1 },
  }));
  const check = (text: string, ids = ['a', 'b', 'c']) =>
    checkCitations(text, passages, new Set(ids));

  it('are numbered by their first use, and dropped when there is no such passage', () => {
    const { text, citations, invented } = check('X [3]. Y [1, 3][9]. Z [2].');
    expect(text).toBe('X [1]. Y [2, 1]. Z [3].');
    expect(citations.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(invented).toBe(1);
  });

  it('are dropped when the passage is no longer there', () => {
    expect(check('X [1] and Y [2].', ['b'])).toMatchObject({ text: 'X and Y [1].', invented: 1 });
  });

  it('never name what was not given, whatever a model writes', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.integer({ min: -5, max: 999 }).map((n) => `[${n}]`),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { text, citations } = check(pieces.join(' '));
        for (const [, number] of text.matchAll(/\[([1-9]\d{0,2})\]/g)) {
          expect(citations[Number(number) - 1]).toBeDefined();
        }
      }),
    );
  });
});
