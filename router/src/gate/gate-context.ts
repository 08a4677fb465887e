import { type OwnershipBook, openOwnershipBook } from './ownership-book.ts';
import type { Registration } from './registration.ts';

/** What a candidate is judged by. */
export type GateContext = {
  readonly candidate: Registration;
  /** Those mounted, in the order they came, and those that wait with the candidate. */
  readonly others: readonly Registration[];
  /** What others own; what the candidate has owned is not in it. */
  readonly book: OwnershipBook;
  /** Whether the owner’s manifest lets the candidate do as it likes with `Post` or `Post.title`. */
  mayTouch(owner: Registration, coordinate: string): boolean;
  /** Whether the platform lets this plugin answer everybody at a coordinate. */
  isPublic(coordinate: string): boolean;
};

/** Who stands around a candidate. */
export type Surrounding = {
  readonly candidate: Registration;
  /** In the order they came; the candidate’s own place holds what is mounted of it now. */
  readonly mounted: readonly Registration[];
  readonly waiting: readonly Registration[];
  isPublic(coordinate: string, plugin: string): boolean;
};

/** Gathers what a candidate is judged by. */
export function gateContext(surrounding: Surrounding): GateContext {
  const { candidate, mounted, waiting } = surrounding;
  const book = openOwnershipBook(mounted, [candidate, ...waiting]);
  const other = (owner: Registration | undefined) =>
    owner?.name === candidate.name ? undefined : owner;
  return {
    candidate,
    others: [...mounted, ...waiting].filter(({ name }) => name !== candidate.name),
    book: {
      typeOwner: (type) => other(book.typeOwner(type)),
      fieldOwner: (type, field) => other(book.fieldOwner(type, field)),
      ownerOf: (coordinate) => other(book.ownerOf(coordinate)),
      *names() {
        for (const [name, owner] of book.names()) if (other(owner)) yield [name, owner];
      },
    },
    mayTouch: ({ manifest }, coordinate) =>
      (manifest.grants[candidate.name] ?? []).includes(coordinate),
    isPublic: (coordinate) => surrounding.isPublic(coordinate, candidate.name),
  };
}
