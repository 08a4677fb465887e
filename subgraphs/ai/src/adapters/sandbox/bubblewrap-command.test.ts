import { describe, expect, it } from '@jest/globals';
import { bubblewrapArguments } from './bubblewrap-command.ts';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';

const plan = {
  root: '/srv/gestas',
  folder: 'products',
  runner: '/srv/gestas/subgraphs/ai/run-inside.mjs',
  node: '/opt/node/bin/node',
  isRoot: false,
  limits: SANDBOX_LIMITS,
};

/** The values that follow each occurrence of an option. */
function valuesOf(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, at) => (arg === option ? [args[at + 1] ?? ''] : []));
}

const inside = (args: readonly string[]) => args.slice(args.indexOf('--') + 1);

describe('the command line of the sandbox', () => {
  it('shares no namespace, no environment and no terminal, and ends with whoever started it', () => {
    const args = bubblewrapArguments(plan);
    expect(args).toEqual(
      expect.arrayContaining(['--unshare-all', '--clearenv', '--new-session', '--die-with-parent']),
    );
    expect(args).not.toContain('--share-net');
    expect(valuesOf(args, '--setenv')).toEqual([
      'PATH',
      'HOME',
      'TMPDIR',
      'APOLLO_TELEMETRY_DISABLED',
      'NO_COLOR',
    ]);
  });

  it('as root makes every namespace but the user’s, and gives all rights up before anything runs', () => {
    const args = bubblewrapArguments({ ...plan, isRoot: true });
    for (const one of ['ipc', 'pid', 'net', 'uts']) expect(args).toContain(`--unshare-${one}`);
    expect(valuesOf(args, '--cap-drop')).toEqual(['ALL']);
    expect(valuesOf(args, '--cap-add')).toEqual(['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP']);
    expect(inside(args).slice(0, 6)).toEqual([
      'setpriv',
      '--reuid=64500',
      '--regid=64500',
      '--clear-groups',
      '--bounding-set=-all',
      '--inh-caps=-all',
    ]);
  });

  it('shows what tests need, read only, and no other part of the checkout or the machine', () => {
    const args = bubblewrapArguments(plan);
    for (const option of ['--bind', '--bind-try', '--dev-bind']) expect(args).not.toContain(option);
    expect([...valuesOf(args, '--ro-bind-try'), ...valuesOf(args, '--ro-bind')].sort()).toEqual([
      '/bin',
      '/etc/ld.so.cache',
      '/lib',
      '/lib64',
      '/opt/node/bin/node',
      '/srv/gestas/codegen.ts',
      '/srv/gestas/jest.config.mjs',
      '/srv/gestas/node_modules',
      '/srv/gestas/package-lock.json',
      '/srv/gestas/package.json',
      '/srv/gestas/packages',
      '/srv/gestas/prisma',
      '/srv/gestas/scripts',
      '/srv/gestas/subgraphs/ai/run-inside.mjs',
      '/srv/gestas/test/setup',
      '/srv/gestas/tsconfig.base.json',
      '/srv/gestas/tsconfig.json',
      '/usr/bin',
      '/usr/lib',
      '/usr/lib64',
    ]);
    expect(valuesOf(args, '--tmpfs')).toEqual(['/tmp', '/srv/gestas/subgraphs/products']);
    expect(valuesOf(args, '--size')).toEqual(['536870912', '67108864']);
  });

  it('makes the folders above them for all to enter, and hides no checkout in the temporary folder', () => {
    const args = bubblewrapArguments({ ...plan, root: '/tmp/copy' });
    expect(valuesOf(args, '--dir')).toEqual(
      expect.arrayContaining(['/usr', '/tmp/copy', '/tmp/copy/subgraphs', '/opt/node/bin']),
    );
    expect(valuesOf(args, '--dir')).not.toContain('/tmp');
    expect(args.indexOf('--tmpfs')).toBeLessThan(args.indexOf('/tmp/copy/packages'));
  });

  it('limits every process, and names Node.js, the runner and the folder last', () => {
    expect(inside(bubblewrapArguments(plan))).toEqual([
      'prlimit',
      '--core=0',
      '--cpu=120',
      '--nproc=256',
      '--nofile=4096',
      '--fsize=268435456',
      '--data=2147483648',
      '--as=68719476736',
      '/opt/node/bin/node',
      '/sandbox/run-inside.mjs',
      'subgraphs/products',
    ]);
  });
});
