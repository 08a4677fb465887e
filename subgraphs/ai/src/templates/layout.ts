const WIDTH = 100;

/** The first form that fits the line width, or the last. */
export function fitting(...forms: readonly string[]): string {
  return (
    forms.find((form) => form.split('\n').every((line) => line.length <= WIDTH)) ??
    forms.at(-1) ??
    ''
  );
}

/** Joins what is there by line ends; false, null and empty parts are left out. */
export function lines(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** Puts `by` before each line. */
export function indent(text: string, by = '  '): string {
  return text.replace(/^(?=.)/gm, by);
}

/** `open` items `close` in one line where it fits, else one item a line, each with a comma. */
export function list(
  open: string,
  items: readonly string[],
  close: string,
  indentation = '',
): string {
  const inner = open.endsWith('{') ? ' ' : '';
  return fitting(
    `${indentation}${open}${inner}${items.join(', ')}${inner}${close}`,
    `${indentation}${open}\n${items.map((item) => `${indentation}  ${item},`).join('\n')}\n${indentation}${close}`,
  );
}

/** One import; a name may begin with `type `. Names and statements are sorted as the house's formatter sorts them. */
export type Import = { readonly from: string; readonly names: readonly string[] };

/** Import statements for the head of a file. */
export function imports(wanted: readonly (Import | false)[]): string {
  return wanted
    .filter((one): one is Import => one !== false && one.names.length > 0)
    .sort((a, b) => compare(rank(a.from), rank(b.from)))
    .map(statement)
    .join('\n');
}

function statement({ from, names }: Import): string {
  const sorted = [...names].sort((a, b) => compare(bare(a), bare(b)));
  const onlyTypes = sorted.every((name) => name.startsWith('type '));
  const keyword = onlyTypes ? 'import type {' : 'import {';
  const written = onlyTypes ? sorted.map(bare) : sorted;
  const alone = `${keyword} ${written.join('')} } from '${from}';`;
  return sorted.length === 1 ? alone : list(keyword, written, `} from '${from}';`);
}

function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** Packages before our own files, farther files before nearer ones, and a name before its longer forms. */
function rank(from: string): string {
  const distance = from.startsWith('../../')
    ? 2
    : from.startsWith('../')
      ? 3
      : from.startsWith('.')
        ? 4
        : 1;
  return `${distance}${from.replace(/\.ts$/, '')}`;
}

/** Letter by letter, regardless of case; of two equal letters the capital comes first. */
function compare(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a.charAt(at), b.charAt(at)];
    if (left === right) continue;
    const [low, high] = [left.toLowerCase(), right.toLowerCase()];
    if (low !== high) return low < high ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** JSON as the house's formatter writes it: an array or object in one line where it fits. */
export function json(value: unknown): string {
  return `${expanded(value, '', '')}\n`;
}

function written(value: unknown, at: string, lead: string): string {
  const one = flat(value);
  return at.length + lead.length + one.length + 1 <= WIDTH ? one : expanded(value, at, lead);
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`);
  return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : '{}';
}

function expanded(value: unknown, at: string, _lead: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${at}  `;
  const rows = Array.isArray(value)
    ? value.map((item) => `${inner}${written(item, inner, '')}`)
    : Object.entries(value).map(([key, item]) => {
        const lead = `${JSON.stringify(key)}: `;
        return `${inner}${lead}${written(item, inner, lead)}`;
      });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return rows.length > 0 ? `${open}\n${rows.join(',\n')}\n${at}${close}` : `${open}${close}`;
}
