import type { FoundPiece } from './found-piece.ts';

const DECLARATION =
  /^(export )?(?:async )?(?:function|const|type|interface|class|abstract class) (\w+)/;

/**
 * The exported declarations of a TypeScript file, each with the comment above it and with the private ones that follow.
 * It reads lines, not syntax: our formatter starts each top-level statement in the first column.
 */
export function readCode(path: string, source: string): readonly FoundPiece[] {
  const pieces: { name: string; lines: string[] }[] = [];
  let comment: string[] = [];
  let before: string[] = [];
  for (const line of source.split('\n')) {
    const [, exported, name = ''] = DECLARATION.exec(line) ?? [];
    if (/^(\/\*\*|\/\/)/.test(line) || (comment.length > 0 && /^ \*/.test(line))) {
      comment.push(line);
    } else if (exported && !sameName(pieces, name)) {
      pieces.push({ name, lines: [...before, ...comment, line] });
      [comment, before] = [[], []];
    } else if (!/^import /.test(line)) {
      (pieces.at(-1)?.lines ?? before).push(...comment, line);
      comment = [];
    }
  }
  return pieces.map(({ name, lines }) => {
    const text = lines.join('\n').trim();
    return { collection: 'code', path, name, text, about: docstring(lines, name), language: 'en' };
  });
}

/** A type and a value of one name, or the overloads of a function, are one piece. */
function sameName(pieces: readonly { name: string }[], name: string): boolean {
  return pieces.at(-1)?.name === name;
}

/** The comment right above a declaration, or nothing. */
function docstring(lines: readonly string[], name: string): string {
  const at = lines.findIndex((line) => DECLARATION.exec(line)?.[2] === name);
  const above: string[] = [];
  for (let index = at - 1; index >= 0 && /^(\/\*\*| \*|\/\/)/.test(lines[index] ?? ''); index--) {
    above.unshift(lines[index] ?? '');
  }
  return above
    .join(' ')
    .replace(/\/\*\*|\*\/|(^|\s)(\*|\/\/)(?=\s)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
