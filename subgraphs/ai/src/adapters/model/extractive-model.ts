import { type GroundingPassage, readGrounding } from '../../models/grounding.ts';
import { ModelError, type ModelRequest, type ModelService } from '../../models/model-service.ts';
import { bestWindow } from '../../utils/best-window.ts';
import { detectLanguage } from '../../utils/detect-language.ts';
import { termCoverage } from '../../utils/term-coverage.ts';

const MOST_QUOTES = 3;
const QUOTE_CHARACTERS = 320;
/** A passage that has less of the question than this is about something else. */
const LEAST_COVERAGE = 0.5;

const TEXTS = {
  en: {
    found:
      'No language model is configured. These passages of the knowledge base bear on your question:',
    none: 'No language model is configured, and the knowledge base holds nothing on that.',
  },
  es: {
    found:
      'No hay ningún modelo de lenguaje configurado. Estos pasajes de la base de conocimiento tratan de tu pregunta:',
    none: 'No hay ningún modelo de lenguaje configurado, y la base de conocimiento no dice nada de eso.',
  },
};

/**
 * Answers without a model: it quotes the passages it was given that are about the question, with their numbers, or says
 * that there are none. The same question over the same passages gets the same answer, in one piece.
 */
export const extractiveModel: ModelService = {
  name: { kind: 'EXTRACTIVE', model: null, isModel: false },
  complete: async (request) => {
    const text = answer(request);
    return { text, usage: { inputTokens: 0, outputTokens: 0 }, finishReason: 'stop' };
  },
  async *stream(request) {
    const text = answer(request);
    yield { text, end: { usage: { inputTokens: 0, outputTokens: 0 }, finishReason: 'stop' } };
  },
};

function answer({ messages, signal }: ModelRequest): string {
  if (signal?.aborted) throw new ModelError('CANCELLED', 'The call was cancelled.');
  const { question, passages } = readGrounding(messages);
  const texts = TEXTS[detectLanguage(question)];
  const quotes = passages
    .filter(({ title, text }) => termCoverage(question, `${title}\n${text}`) >= LEAST_COVERAGE)
    .slice(0, MOST_QUOTES);
  if (quotes.length === 0) return texts.none;
  return [texts.found, ...quotes.map((quote) => render(quote, question))].join('\n\n');
}

function render({ number, title, source, text }: GroundingPassage, question: string): string {
  return `[${number}] ${title} (${source})\n${bestWindow(text, question, QUOTE_CHARACTERS)}`;
}
