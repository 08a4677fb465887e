import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { exitReason } from './exit-reason.ts';
import { type ProcessOptions, startPluginProcess } from './start-plugin-process.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gestas-process-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function start(name: string, index: string, more: Partial<ProcessOptions> = {}) {
  const folder = join(root, name);
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'src/index.ts'), index);
  const variables = { OWN_KEY: 'mine', REPORT: join(folder, 'report.json') };
  const logFile = join(root, `${name}.log`);
  const started = startPluginProcess({ folder, port: 1, variables, logFile, ...more });
  return { folder, logFile, process: started };
}

describe('a plugin’s process', () => {
  it('sees its own variables and the machine’s, and no other', async () => {
    const { folder, process: started } = start(
      'env',
      `import { writeFileSync } from 'node:fs';
       writeFileSync(process.env.REPORT as string, JSON.stringify({ ...process.env, argv: process.argv[1] }));`,
    );
    expect(await started.exited).toBe('ended with code 0');
    const seen = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    const allowed =
      /^(OWN_KEY|REPORT|argv|PATH|HOME|LANG|TZ|TMPDIR|NODE_\\w+|APOLLO_TELEMETRY_DISABLED)$/;
    expect(Object.keys(seen).filter((name) => !allowed.test(name))).toEqual([]);
    expect(seen).toMatchObject({ OWN_KEY: 'mine', argv: join(folder, 'src/index.ts') });
  });

  it('that throws tells why in one line, and all of it in its log', async () => {
    const { logFile, process: started } = start('broken', "\nthrow new Error('no luck: today');\n");
    expect(await started.exited).toBe('Error: no luck: today (src/index.ts:2)');
    expect(readFileSync(logFile, 'utf8')).toContain('at ');
  });

  it('that fills its heap says so', async () => {
    const grows =
      'const kept: unknown[] = []; for (;;) kept.push(new Array(10_000).fill({ a: kept }));';
    expect(await start('heap', grows).process.exited).toContain('heap out of memory');
  });

  it('that takes memory beside its heap is ended', async () => {
    const grows =
      'const kept: Buffer[] = []; setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 10);';
    const limits = { everyMs: 50, mostMegabytes: 400, mostSilences: 3 };
    expect(await start('buffers', grows, { limits }).process.exited).toMatch(
      /^it used \d+ MB of memory, and may use 400$/,
    );
  });

  it('stops when it is told to', async () => {
    const { process: started } = start('long', 'setInterval(() => undefined, 1000);');
    await started.stop();
    expect(await started.exited).toBe('ended by SIGTERM');
  });
});

describe('why a process ended', () => {
  it.each([
    ['', 1, null, 'ended with code 1'],
    ['', null, 'SIGKILL', 'ended by SIGKILL'],
    [
      'warning\nTypeError: x is not a function\n    at a (/p/a.ts:1:2)',
      1,
      null,
      'TypeError: x is not a function (a.ts:1)',
    ],
    ['SyntaxError [Broken]: bad\n at /p/node_modules/b.js:1', 1, null, 'SyntaxError [Broken]: bad'],
  ])('%p', (printed, code, signal, reason) => {
    expect(exitReason(printed, '/p', code, signal)).toBe(reason);
  });
});
