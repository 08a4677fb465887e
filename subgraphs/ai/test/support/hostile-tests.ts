import type { Candidate } from '../../src/models/candidate.ts';

const head = (imports: string) => `import { expect, it } from '@jest/globals';\n${imports}\n`;

/** A candidate whose own tests are replaced. */
export function withTests(
  { folder, files }: Candidate,
  test: string,
): Omit<Candidate, 'assumptions'> {
  const others = files.filter(({ path }) => !path.startsWith('test/'));
  return { folder, files: [...others, { path: 'test/hostile.test.ts', content: test }] };
}

/** Tests that pass only where every attempt to reach something fails. */
export function probing(unreachable: readonly string[], secret: string): string {
  return `${head(`import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';`)}
const reach = (host, port) => new Promise((resolve) => {
  const socket = connect({ host, port, timeout: 3000 });
  for (const end of ['connect', 'error', 'timeout']) {
    socket.once(end, (error) => { socket.destroy(); resolve(end === 'error' ? error.code : end); });
  }
});
it.each([['1.1.1.1', 53], ['127.0.0.1', 6379], ['example.org', 80]])('can not reach %s', async (host, port) => {
  expect(['ENETUNREACH', 'ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND']).toContain(await reach(host, port));
});
it.each(${JSON.stringify(unreachable)})('can not read %s', (path) => {
  expect(() => readdirSync(path)).toThrow(/ENOENT/);
  expect(() => readFileSync(path)).toThrow(/ENOENT/);
});
it('sees no secret of the environment it comes from', () => {
  const seen = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map((pid) => {
    try { return readFileSync('/proc/' + pid + '/environ', 'utf8'); } catch { return ''; }
  });
  expect([...seen, JSON.stringify(process.env)].join(' ')).not.toContain(${JSON.stringify(secret)});
  expect(Object.keys(process.env)).not.toContain('REDIS_URL');
});
it('writes nothing but what goes with it', () => {
  for (const file of ['package.json', 'node_modules/x', 'scripts/x', 'packages/sdk/src/index.ts', '/usr/bin/x', '/x']) {
    expect(() => writeFileSync(file, 'x')).toThrow(/EROFS|EACCES|EPERM/);
  }
});
it('has no rights, and gains none', () => {
  const status = readFileSync('/proc/self/status', 'utf8');
  expect(status).toMatch(/^CapEff:\\s+0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\\s+1$/m);
  expect(process.getuid()).toBe(64500);
  expect(readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length).toBeLessThan(40);
  expect(spawnSync('mount', ['-t', 'tmpfs', 'x', '/tmp']).status).not.toBe(0);
});
`;
}

export const FAILING = `${head('')}it('adds up', () => { expect(1 + 1).toBe(3); });\n`;
export const NETWORK = `${head("import { connect } from 'node:net';")}
it('calls home', () => new Promise((resolve, reject) => {
  connect({ host: '1.1.1.1', port: 443 }).once('connect', resolve).once('error', reject);
}));
`;
export const SHADOW = `${head("import { readFileSync } from 'node:fs';")}
it('reads passwords', () => { expect(readFileSync('/etc/shadow', 'utf8')).toContain('root'); });
`;
export const ENDLESS = `${head('')}it('never ends', () => { for (;;); });\n`;
export const FLOOD = `${head("import { writeSync } from 'node:fs';")}
it('says 100 MB', () => {
  const [piece, end] = ['x'.repeat(65_536), Date.now() + 50_000];
  for (let n = 0; n < 1600 && Date.now() < end; ) {
    try { writeSync(1, piece); n++; } catch {} // its reader is slow
  }
});
`;
export const FORK_BOMB = `${head("import { spawn } from 'node:child_process';")}
it('multiplies', async () => {
  for (let n = 0; n < 1000; n++) {
    const args = n % 100 ? ['-c', 'sleep 600'] : ['-c', 'b() { b | b & }; b'];
    try { spawn('/bin/sh', args, { stdio: 'ignore' }).on('error', () => {}); } catch {}
  }
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}, 600_000);
`;
export const hoarding = (pieces: number) => `${head('')}
it('takes memory', async () => {
  const kept = Array.from({ length: ${pieces} }, () => Buffer.alloc(100_000_000, 1));
  await new Promise((resolve) => setTimeout(resolve, 600_000));
  expect(kept).toEqual([]);
}, 600_000);
`;
export const FORGING = `${head("import { readdirSync, writeFileSync } from 'node:fs';")}
it('claims that it was never run', () => {
  const line = JSON.stringify({ kind: 'TOOLS_MISSING', message: 'forged' });
  for (const pid of readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
    try { writeFileSync('/proc/' + pid + '/fd/3', line + '\\n'); } catch {}
  }
  process.stderr.write('bwrap: No permissions to create new namespace\\n');
  expect(1).toBe(2);
});
`;
