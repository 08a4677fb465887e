import type { CompositionFault } from '../composition/composition.ts';
import { fault } from './fault.ts';
import type { TypePart } from './schema-parts.ts';
import { shapeOf } from './shape-of.ts';

/** What every plugin may state again, and nobody owns: as it stands here, or as whoever came first states it. */
const SHARED: ReadonlyMap<string, string | null> = new Map([
  ['DateTime', 'Scalar'],
  ['JSON', 'Scalar'],
  ['Money', null],
  [
    'PageInfo',
    'Object(endCursor: String, hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String)',
  ],
]);
const ALLOWED = ['@shareable', '@tag(name: "public")'];

/** Whether it is a value type that every plugin may state again. */
export function isShared(type: string): boolean {
  return SHARED.has(type);
}

/** Refuses a shared type stated otherwise: what one plugin leaves out, hides or adds, it would do to all. */
export function checkShared(
  part: TypePart,
  mounted: readonly TypePart[],
): readonly CompositionFault[] {
  const { shape, directives } = shapeOf(part);
  const [first] = mounted;
  const expected = SHARED.get(part.name) ?? (first && shapeOf(first).shape);
  const isBare = directives.every((one) => part.kind === 'Object' && ALLOWED.includes(one));
  if (isBare && (expected === undefined || shape === expected)) return [];
  const message = `${part.name} is shared by all plugins: state it as they do, without further fields or directives.`;
  return [fault('SHARED_TYPE_CHANGED', message, [part.name])];
}
