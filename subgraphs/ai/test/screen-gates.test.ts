import { afterAll, describe, expect, it } from '@jest/globals';
import { createGateCrew } from '../src/gates/gate-crew.ts';
import { createJudge } from '../src/gates/judge.ts';
import { readMountedFolders } from '../src/graph/read-mounted-folders.ts';
import { edit, sound } from './support/change-candidate.ts';
import { SLOW_MS } from './support/forge-world.ts';

const crew = createGateCrew();
const judge = createJudge(crew, () => readMountedFolders('subgraphs'));
afterAll(() => crew.stop());

describe('the gates, of screens', () => {
  it.each([
    ['a link to another plugin’s pages', 'MANIFEST_INVALID', '/x/products/', '/x/cms/'],
    ['what is not in the graph', 'UI_INVALID', '{ totalCount nodes', '{ secret nodes'],
    ['a field the mutation does not take', 'UI_INVALID', '"name": "price"', '"name": "discount"'],
    [
      'a list that changes something',
      'UI_INVALID',
      /query \(\$first: Int, \$after: String\)/,
      'mutation',
    ],
    [
      'a permission nobody contributes',
      'UI_PERMISSION_UNKNOWN',
      /("title": [^\n]*\n\s*)"permission": "products:product:read"/,
      '$1"permission": "products:product:own"',
    ],
  ])(
    'refuse %s',
    async (_what, code, from, to) => {
      const { issues } = await judge(edit('manifest.json', from, to)(sound()));
      expect(issues.map((issue) => issue.code)).toContain(code);
      expect(issues[0]?.file).toBe('manifest.json');
    },
    SLOW_MS,
  );
});
