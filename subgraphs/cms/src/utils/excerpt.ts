/** The first `limit` characters of a text, cut at a word; white space is one space. */
export function excerpt(text: string, limit = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const space = line.lastIndexOf(' ', limit);
  const beginning = line.slice(0, space > 0 ? space : limit);
  return `${beginning.replace(/[\ud800-\udbff]$/, '')}…`; // no half of a pair
}
