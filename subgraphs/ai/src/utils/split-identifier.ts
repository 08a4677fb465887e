const PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** The words of an identifier in lower case: `parseHTMLPage2` → parse, html, page, 2. Accents must be folded. */
export function splitIdentifier(identifier: string): readonly string[] {
  return (identifier.match(PARTS) ?? []).map((part) => part.toLowerCase());
}
