import { crc32 } from 'node:zlib';

/** One picture of an animation: a PNG, and how long it is shown, in milliseconds. */
export type Frame = { readonly png: Buffer; readonly shownForMs: number };

type Chunk = { readonly type: string; readonly data: Buffer };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Joins PNGs of one size and colour type into one that moves, for ever (PNG, third edition, section 11.3.6: acTL, fcTL, fdAT).
 * A reader that knows no animation shows the first. Throws when a frame isn't a PNG or differs from the first in its header.
 */
export function assembleApng(frames: readonly Frame[]): Buffer {
  const pictures = frames.map(({ png }) => readChunks(png));
  const header = requireSameHeader(pictures);
  let sequence = 0;
  const parts = pictures.flatMap((picture, index) => {
    const control = chunk('fcTL', frameControl(sequence++, header, frames[index]?.shownForMs ?? 0));
    const data = picture.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
    const written = data.map((part) =>
      index === 0 ? chunk('IDAT', [part]) : chunk('fdAT', [...words(sequence++), part]),
    );
    return [control, ...written];
  });
  const start = [SIGNATURE, chunk('IHDR', [header]), chunk('acTL', words(frames.length, 0))];
  return Buffer.concat([...start, ...parts, chunk('IEND', [])]);
}

function requireSameHeader(pictures: readonly (readonly Chunk[])[]): Buffer {
  const headers = pictures.map((chunks) => chunks.find(({ type }) => type === 'IHDR')?.data);
  const [first] = headers;
  if (!first) throw new Error('An animation needs at least one picture.');
  const odd = headers.findIndex((header) => !header?.equals(first));
  if (odd >= 0) {
    throw new Error(`Picture ${odd + 1} has another size or colour type than the first.`);
  }
  return first;
}

/** A frame over the whole picture: number, width, height, offsets, delay as a fraction of a second, how to dispose and blend. */
function frameControl(sequence: number, header: Buffer, shownForMs: number): readonly Buffer[] {
  const delay = Buffer.alloc(6);
  delay.writeUInt16BE(shownForMs, 0);
  delay.writeUInt16BE(1_000, 2);
  return [...words(sequence), header.subarray(0, 8), ...words(0, 0), delay];
}

function words(...values: readonly number[]): readonly Buffer[] {
  return values.map((value) => {
    const word = Buffer.alloc(4);
    word.writeUInt32BE(value);
    return word;
  });
}

function chunk(type: string, data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...data]);
  return Buffer.concat([...words(body.length - 4), body, ...words(crc32(body))]);
}

/** The chunks of a PNG, its signature checked. */
export function readChunks(png: Buffer): readonly Chunk[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is not a PNG.');
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}
