/** A vector of which only the entries that are not zero are kept; indices ascend and are 32-bit hashes of terms. */
export type SparseVector = {
  readonly indices: readonly number[];
  readonly values: readonly number[];
};

/** A text's two vectors: one for its meaning, one for its words. */
export type Vectors = { readonly dense: Float32Array; readonly sparse: SparseVector };
