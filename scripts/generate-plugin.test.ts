import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { generatePlugin } from './generate-plugin.ts';

const folder = mkdtempSync(join(tmpdir(), 'gestas-generate-'));
for (const part of ['schema.graphql', 'prisma', 'src/mappers.ts']) {
  cpSync(join('subgraphs/_template', part), join(folder, part), { recursive: true });
}
const made = ['prisma/client.ts', 'resolver-types.ts'].map((file) =>
  join(folder, 'src/generated', file),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the generated code of one folder', () => {
  it('is made wherever the folder is, and not again while nothing changes', async () => {
    await generatePlugin(folder);
    expect(made.filter((file) => !existsSync(file))).toEqual([]);
    const times = made.map((file) => statSync(file).mtimeMs);
    await generatePlugin(folder);
    expect(made.map((file) => statSync(file).mtimeMs)).toEqual(times);
  });

  it.each([
    ['schema.graphql', 'type Query {', /^its code can't be generated: .*Syntax Error: .*$/],
    ['prisma/schema.prisma', 'model A {', /^its code can't be generated: error: .*$/],
  ])('can not be made of a broken %s, which is said in one line', async (file, text, message) => {
    const whole = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text);
    await expect(generatePlugin(folder)).rejects.toThrow(message);
    writeFileSync(join(folder, file), whole);
  });
});
