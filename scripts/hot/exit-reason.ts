import { relative } from 'node:path';

const ERROR_LINE = /^(?:Uncaught )?((?:\w*Error(?: \[\w+\])?|FATAL ERROR):? .*)$/;

/** In one line, why a process ended: the error it printed and the plugin's line it came from, or its code. */
export function exitReason(
  printed: string,
  folder: string,
  code: number | null,
  signal: string | null,
): string {
  const lines = printed.split('\n').map((line) => line.trim());
  const error = lines.map((line) => ERROR_LINE.exec(line)?.[1]).find(Boolean);
  if (!error) return signal ? `ended by ${signal}` : `ended with code ${code}`;
  const place = placeIn(lines, folder);
  return place ? `${error} (${place})` : error;
}

/** The first line of the stack that is the plugin's own, such as `src/index.ts:3`. */
function placeIn(lines: readonly string[], folder: string): string | undefined {
  const found = lines
    .map((line) => /(?:file:\/\/)?(\/[^()\s:]+|[A-Z]:\\[^()\s:]+)(:\d+)(?::\d+)?\)?$/.exec(line))
    .find((match) => match?.[1]?.startsWith(folder) && !match[1].includes('node_modules'));
  return found ? `${relative(folder, found[1] ?? '')}${found[2]}` : undefined;
}
