/** The reference of error codes as Markdown, from the SDK's closed table of code → sentence. */
export function renderErrorReference(codes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(codes).map(([code, sentence]) => `| \`${code}\` | ${sentence} |`);
  return `# Error codes

Every error a client sees has one of these in \`extensions.code\`; the table is closed. An error whose code is
\`INTERNAL_SERVER_ERROR\` is a bug: its message is masked, and the log has the rest under the request id.

Written by \`npm run sync\` from \`packages/sdk/src/errors.ts\`.

| code | meaning |
| --- | --- |
${rows.join('\n')}
`;
}
