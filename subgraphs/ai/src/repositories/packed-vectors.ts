import type { Vectors } from '../models/vectors.ts';

const BYTES = 4;

/** Two vectors as bytes: `dense` 32-bit floats; `sparse` as many 32-bit indices and then as many floats. Little-endian. */
export type PackedVectors = {
  readonly dense: Uint8Array<ArrayBuffer>;
  readonly sparse: Uint8Array<ArrayBuffer>;
};

/** Packs vectors for a column of bytes. */
export function packVectors({ dense, sparse }: Vectors): PackedVectors {
  const words = new DataView(new ArrayBuffer(sparse.indices.length * 2 * BYTES));
  sparse.indices.forEach((term, at) => {
    words.setUint32(at * BYTES, term, true);
    words.setFloat32((sparse.indices.length + at) * BYTES, sparse.values[at] ?? 0, true);
  });
  const numbers = new DataView(new ArrayBuffer(dense.length * BYTES));
  dense.forEach((value, at) => {
    numbers.setFloat32(at * BYTES, value, true);
  });
  return { dense: new Uint8Array(numbers.buffer), sparse: new Uint8Array(words.buffer) };
}

/** What `packVectors` packed. */
export function unpackVectors({ dense, sparse }: PackedVectors): Vectors {
  const numbers = new DataView(dense.buffer, dense.byteOffset, dense.byteLength);
  const words = new DataView(sparse.buffer, sparse.byteOffset, sparse.byteLength);
  const count = sparse.byteLength / BYTES / 2;
  const places = Array.from({ length: count }, (_, at) => at);
  return {
    dense: Float32Array.from({ length: dense.byteLength / BYTES }, (_, at) =>
      numbers.getFloat32(at * BYTES, true),
    ),
    sparse: {
      indices: places.map((at) => words.getUint32(at * BYTES, true)),
      values: places.map((at) => words.getFloat32((count + at) * BYTES, true)),
    },
  };
}
