import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { assembleApng, readChunks } from './assemble-apng.ts';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A grey picture, its data in two chunks as encoders write large ones. */
function picture(width: number, grey: number): Buffer {
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const data = deflateSync(Buffer.from([0, ...Array<number>(width).fill(grey)]));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data.subarray(0, 5)),
    chunk('IDAT', data.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('assembleApng', () => {
  const frames = [
    { png: picture(3, 10), shownForMs: 80 },
    { png: picture(3, 200), shownForMs: 1_500 },
  ];

  it('keeps every picture, its time, and one count over control and data chunks', () => {
    const chunks = readChunks(assembleApng(frames));
    expect(chunks.map(({ type }) => type)).toEqual(
      'IHDR acTL fcTL IDAT IDAT fcTL fdAT fdAT IEND'.split(' '),
    );
    expect(chunks[1]?.data.readUInt32BE(0)).toBe(2);
    const counted = chunks.filter(({ type }) => /^f[cd]/.test(type));
    expect(counted.map(({ data }) => data.readUInt32BE(0))).toEqual([0, 1, 2, 3]);
    const delays = chunks.filter(({ type }) => type === 'fcTL');
    expect(delays.map(({ data }) => data.readUInt16BE(20) / data.readUInt16BE(22))).toEqual([
      0.08, 1.5,
    ]);
    const second = chunks.filter(({ type }) => type === 'fdAT').map(({ data }) => data.subarray(4));
    const original = readChunks(frames[1]?.png ?? Buffer.alloc(0));
    const kept = original.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
    expect(Buffer.concat(second)).toEqual(Buffer.concat(kept));
  });

  it('writes checksums that hold', () => {
    const apng = assembleApng(frames);
    for (let at = 8; at < apng.length; ) {
      const end = at + 8 + apng.readUInt32BE(at);
      expect(apng.readUInt32BE(end)).toBe(crc32(apng.subarray(at + 4, end)));
      at = end + 4;
    }
  });

  it('refuses none, another size, and what is no PNG', () => {
    expect(() => assembleApng([])).toThrow('at least one');
    const other = { png: picture(4, 10), shownForMs: 80 };
    expect(() => assembleApng([...frames, other])).toThrow('Picture 3 has another size');
    expect(() => assembleApng([{ png: Buffer.from('GIF89a--'), shownForMs: 1 }])).toThrow(
      'not a PNG',
    );
  });
});
