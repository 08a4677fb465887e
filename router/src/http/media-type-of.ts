/**
 * The media type of a `Content-Type` header, lower-case and without parameters. Null when it is missing or is not
 * well-formed: a browser treats such a type as simple, so it must not count as one that takes a preflight.
 */
export function mediaTypeOf(header: string | undefined): string | null {
  const type = header?.split(';', 1)[0]?.trim().toLowerCase();
  return type && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : null;
}
