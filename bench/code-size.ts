import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { listFiles } from '../scripts/check/list-files.ts';

/**
 * Lines per file and per function of what is written by hand, tests apart: median, p90, longest with its place.
 * `node scripts/run.mjs bench/code-size.ts`.
 */
type Measured = { readonly lines: number; readonly place: string };

const files: Measured[] = [];
const functions: Measured[] = [];
for (const file of listFiles('.').filter(isOurs)) {
  const text = readFileSync(file, 'utf8');
  files.push({ lines: text.trimEnd().split('\n').length, place: file });
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = lineAt(node.getStart());
      functions.push({ lines: lineAt(node.end) - first + 1, place: `${file}:${first}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
const report = { files: summary(files), functions: summary(functions) };
process.stdout.write(`${JSON.stringify(report)}\n`);

function isOurs(file: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$|(^|\/)(test|testing)\//.test(file);
}

function summary(measured: readonly Measured[]) {
  const sorted = [...measured].sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.lines;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), longest: sorted.at(-1) };
}
