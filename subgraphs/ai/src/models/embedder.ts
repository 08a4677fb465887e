/** Turns texts into vectors of one length, near where meanings are near. */
export interface Embedder {
  /** Tells vectors of different embedders apart: stored ones are of use only under the same name. */
  readonly name: string;
  readonly dimensions: number;
  /** One vector of length 1 for each text, in order. Rejects with a `ModelError` where a service has to be asked. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
