/** Markdown without its marks: what a reader sees, in one line. */
export function plainMarkdown(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*\|[\s:|-]+\|\s*$/gm, ' ')
    .replace(/[|`*]|^#+ |^> |^\s*[-+] |^\s*\d+\. /gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
