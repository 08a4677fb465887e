import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readGuide } from './follow-guide.ts';

describe('readGuide', () => {
  it('finds what a reader types and what the platform answers, once each, and nothing of later sections', () => {
    const text = [
      'Intro `npm run other`.',
      '## From nothing to a mounted plugin',
      '1. `npm start`, and leave it running. Type:',
      '',
      '   ```',
      '   npm run one -- --fields "a:String"',
      '   ```',
      '2. `npm start` says `x: mounted y`; then `node a.mjs`, and it says `upgraded y`. `admin@demo.test`.',
      '',
      '## Later',
      '`npm run never`, `x: mounted z`',
    ].join('\n');
    expect(readGuide(text)).toEqual({
      commands: ['npm start', 'npm run one -- --fields "a:String"', 'node a.mjs'],
      sentences: ['x: mounted y', 'upgraded y'],
    });
  });

  it('finds them in the guide', () => {
    const { commands, sentences } = readGuide(readFileSync('docs/plugin-guide.md', 'utf8'));
    expect(commands).toHaveLength(5);
    expect(sentences).toEqual([
      'subgraphs/productos: mounted plugin-productos',
      'upgraded plugin-productos',
    ]);
  });
});
