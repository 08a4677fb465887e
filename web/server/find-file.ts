import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** A file to send: where it is, what it is, and whether its name changes with its content. */
export type FoundFile = {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  readonly isImmutable: boolean;
  readonly encoding: 'gzip' | null;
};

/**
 * Finds what a request's path (still percent-encoded, no query) names in `folder`; a path that names no file and looks
 * like a page is answered with `index.html`. Null for a missing asset and for whatever tries to leave the folder.
 */
export async function findFile(
  folder: string,
  urlPath: string,
  takesGzip: boolean,
): Promise<FoundFile | null> {
  const name = decodePath(urlPath);
  if (name === null) return null;
  const exact = name === '/' ? null : await describe(folder, name, takesGzip);
  if (exact) return exact;
  const isPage = extname(name) === '' && !name.startsWith('/assets/');
  return isPage ? describe(folder, '/index.html', takesGzip) : null;
}

/** The path as a name below the folder; null when it is malformed, hidden, or climbs. */
function decodePath(urlPath: string): string | null {
  try {
    const decoded = decodeURIComponent(urlPath);
    const parts = decoded.split(/[\\/]/);
    const isSafe = !decoded.includes('\0') && parts.every((part) => !part.startsWith('.'));
    return isSafe && decoded.startsWith('/') ? normalize(decoded) : null;
  } catch {
    return null;
  }
}

async function describe(
  folder: string,
  name: string,
  takesGzip: boolean,
): Promise<FoundFile | null> {
  const path = join(folder, name);
  if (!path.startsWith(folder + sep)) return null;
  const type = TYPES[extname(path)];
  const size = type ? await fileSize(path) : null;
  if (!type || size === null) return null;
  const packed = takesGzip ? await fileSize(`${path}.gz`) : null;
  const isImmutable = name.split(sep)[1] === 'assets';
  return packed === null
    ? { path, size, type, isImmutable, encoding: null }
    : { path: `${path}.gz`, size: packed, type, isImmutable, encoding: 'gzip' };
}

async function fileSize(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
