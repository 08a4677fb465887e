import { z } from 'zod';

const MAX_DEPTH = 20;
const MAX_CHARACTERS = 200_000;

/** A node of a document. Its form is ProseMirror's, whose editors read and write it as it is. */
export type RichTextNode = {
  readonly type: string;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly marks?: readonly RichTextMark[] | undefined;
  readonly content?: readonly RichTextNode[] | undefined;
};

/** Formatting of a text node. */
export type RichTextMark =
  | { readonly type: 'bold' | 'italic' | 'underline' | 'strike' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

/** The root of a document. */
export type RichTextDocument = { readonly type: 'doc'; readonly content: readonly RichTextNode[] };

const href = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|\/(?!\/)|#)/i, 'must be an http, https or mailto link');
const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'italic', 'underline', 'strike', 'code']) }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href }) }),
]);
const children = z.lazy(() => z.array(node));

/** The nodes allowed: anything else is refused, so that what is stored is safe to render. */
const node: z.ZodType<RichTextNode> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('text'),
      text: z.string().min(1),
      marks: z.array(mark).optional(),
    }),
    z.strictObject({ type: z.enum(['hardBreak', 'horizontalRule']) }),
    z.strictObject({
      type: z.enum([
        'paragraph',
        'blockquote',
        'bulletList',
        'orderedList',
        'listItem',
        'codeBlock',
      ]),
      content: children.optional(),
    }),
    z.strictObject({
      type: z.literal('heading'),
      attrs: z.strictObject({ level: z.int().min(1).max(6) }),
      content: children.optional(),
    }),
  ]),
);

const document = z
  .unknown()
  .refine((value) => depthOf(value) <= MAX_DEPTH, `must not nest deeper than ${MAX_DEPTH}`)
  .pipe(z.strictObject({ type: z.literal('doc'), content: z.array(node) }));

/** Accepts a document, or plain text, which becomes one paragraph per line. */
export const RichText = z
  .union([z.string().max(MAX_CHARACTERS).transform(fromPlainText), document], {
    error: `must be text of ${MAX_CHARACTERS} characters or less, or a document of known nodes, ${MAX_DEPTH} levels deep or less`,
  })
  .refine((value) => JSON.stringify(value).length <= 2 * MAX_CHARACTERS, 'is too long')
  .refine((value) => JSON.stringify(value).includes('"text"'), 'must not be empty');

function fromPlainText(text: string): RichTextDocument {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  return {
    type: 'doc',
    content: lines.map((line) =>
      line ? { type: 'paragraph', content: [{ type: 'text', text: line }] } : { type: 'paragraph' },
    ),
  };
}

/** Counts nesting without recursion, so that no input exhausts the stack. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth++;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null && 'content' in item && Array.isArray(item.content)
        ? item.content
        : [],
    );
  }
  return depth;
}
