/** The media types a GraphQL answer can have. */
export type MediaType =
  | 'application/graphql-response+json'
  | 'application/json'
  | 'text/event-stream';

const OFFERS: readonly MediaType[] = [
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
];

type Range = { readonly type: string; readonly quality: number };

/**
 * Chooses the answer's media type from an `Accept` header (RFC 9110, section 12.5.1): highest quality first, the
 * client's order between equals, `application/json` for wildcards and when the header is missing. Null: nothing fits.
 * An event stream is only ever chosen by its full name.
 */
export function negotiateAccept(header: string | undefined): MediaType | null {
  if (header === undefined || header.trim() === '') return 'application/json';
  const ranges = parseRanges(header);
  const refused = new Set(ranges.filter((range) => range.quality === 0).map(({ type }) => type));
  const wanted = ranges
    .filter((range) => range.quality > 0)
    .sort((left, right) => right.quality - left.quality);
  for (const { type } of wanted) {
    const offer = OFFERS.find((candidate) => !refused.has(candidate) && matches(candidate, type));
    if (offer) return offer;
  }
  return null;
}

function parseRanges(header: string): Range[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const value = quality === undefined ? 1 : Number(quality.slice(2));
    return { type, quality: Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0 };
  });
}

function matches(offer: MediaType, range: string): boolean {
  if (range === offer) return true;
  if (offer === 'text/event-stream') return false;
  return range === '*/*' || range === 'application/*';
}
