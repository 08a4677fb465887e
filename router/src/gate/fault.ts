import type { CompositionFault } from '../composition/composition.ts';

/** A fault of a registration; coordinates such as `Post.title`. */
export function fault(
  code: string,
  message: string,
  coordinates: readonly string[] = [],
): CompositionFault {
  return { code, message, coordinates };
}
