import type { FoundPiece } from './found-piece.ts';

const MODEL = /^(?:\/\/\/ .*\n)*model (\w+) \{\n[\s\S]*?^\}/gm;

/** The models of a Prisma schema: the plugin's tables. */
export function readPrisma(path: string, source: string): readonly FoundPiece[] {
  return [...source.matchAll(MODEL)].map(([text, name = '']) => ({
    collection: 'code',
    path,
    name: `model ${name}`,
    text,
    about: `Table of ${name}: ${columnsOf(text).join(', ')}.`,
    language: 'en',
  }));
}

function columnsOf(model: string): readonly string[] {
  return [...model.matchAll(/^ {2}(\w+) /gm)].map(([, column = '']) => column);
}
