import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it('the plugin guide shows a test that is run: every line of it is one of the template’s, in this order', () => {
  const guide = readFileSync('docs/plugin-guide.md', 'utf8');
  const shown = /^```ts\n([\s\S]*?)^```$/m.exec(guide)?.[1]?.split('\n').filter(Boolean) ?? [];
  const test = readFileSync('subgraphs/_template/test/notes.test.ts', 'utf8').split('\n');
  let from = 0;
  for (const line of shown) {
    const at = test.indexOf(line, from);
    expect([line, at >= from]).toEqual([line, true]);
    from = at + 1;
  }
  expect(shown.length).toBeGreaterThan(20);
});
