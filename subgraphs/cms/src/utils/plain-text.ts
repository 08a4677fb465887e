type Node = { readonly text?: string | undefined; readonly content?: readonly Node[] | undefined };

/** The words of a rich-text document, blocks separated by line ends. */
export function plainText(node: Node): string {
  if (node.text !== undefined) return node.text;
  const parts = (node.content ?? []).map(plainText);
  const holdsText = (node.content ?? []).some(({ text }) => text !== undefined);
  return parts.join(holdsText ? '' : '\n');
}
