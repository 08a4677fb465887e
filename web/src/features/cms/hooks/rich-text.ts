type TextNode = { readonly type?: unknown; readonly text?: unknown; readonly content?: unknown };

/** Types that stand on a line of their own in plain text. */
const BLOCKS = new Set(['paragraph', 'heading', 'blockquote', 'codeBlock', 'listItem']);

/**
 * The plain text of a rich-text document (ProseMirror's JSON), one line per paragraph: what the text editor shows. A
 * plain string is itself; anything else that is not a document is empty.
 */
export function toPlainText(document: unknown): string {
  if (typeof document === 'string') return document;
  return linesOf(document).join('\n');
}

/** Whether the document holds more than paragraphs of plain text, which editing as text would lose. */
export function isPlain(document: unknown): boolean {
  if (typeof document === 'string') return true;
  return contentOf(document).every(
    (block) =>
      block.type === 'paragraph' &&
      contentOf(block).every((node) => node.type === 'text' && !('marks' in node)),
  );
}

function linesOf(node: unknown): string[] {
  const blocks = contentOf(node);
  const isText = blocks.some(({ type }) => type === 'text' || type === 'hardBreak');
  if (isText || blocks.length === 0) return isBlock(node) ? textOf(blocks).split('\n') : [];
  return blocks.flatMap(linesOf);
}

function textOf(nodes: readonly TextNode[]): string {
  return nodes
    .map(({ type, text }) => (type === 'hardBreak' ? '\n' : typeof text === 'string' ? text : ''))
    .join('');
}

function isBlock(node: unknown): boolean {
  return isNode(node) && BLOCKS.has(String(node.type));
}

function contentOf(node: unknown): readonly TextNode[] {
  return isNode(node) && Array.isArray(node.content) ? node.content.filter(isNode) : [];
}

function isNode(value: unknown): value is TextNode {
  return typeof value === 'object' && value !== null;
}
