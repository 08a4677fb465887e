import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(js|css|html|svg|json|map|txt)$/;
const WORTH_IT = 1_024;
const pack = promisify(gzip);

/** Writes `NAME.gz` beside each text file of a kilobyte or more, for the server to send as it is. */
export async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
  await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = join(parentPath, name);
      const content = await readFile(file);
      if (content.length >= WORTH_IT) await writeFile(`${file}.gz`, await pack(content));
    }),
  );
}
