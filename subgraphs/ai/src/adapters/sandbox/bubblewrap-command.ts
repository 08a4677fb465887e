import { dirname, join } from 'node:path';
import type { SandboxLimits } from './sandbox-limits.ts';

/** What one sandbox is made of. */
export type SandboxPlan = {
  /** The platform's checkout: what tests need of it is seen at its own place. */
  readonly root: string;
  /** The plugin's folder in `subgraphs/`; it exists in the sandbox only. */
  readonly folder: string;
  /** The program that runs tests, and the Node.js that runs it. */
  readonly runner: string;
  readonly node: string;
  /** Root makes the sandbox without a user namespace and gives its rights up inside, so that limits bind it too. */
  readonly isRoot: boolean;
  readonly limits: SandboxLimits;
};

/** Nobody's number on the host. */
const ACCOUNT = 64_500;
/** What the account database of the sandbox holds: PostgreSQL and Node.js ask who they are. */
export const PASSWD = `sandbox:x:${ACCOUNT}:${ACCOUNT}::/tmp:/bin/sh\n`;
/** The channel from which bubblewrap reads it. */
export const PASSWD_CHANNEL = 4;
/** The channel on which the runner reports. */
export const REPORT_CHANNEL = 3;

const RUNNER = '/sandbox/run-inside.mjs';
/** The system's programs and libraries: Node.js, `sh`, `prlimit`. */
const SYSTEM = ['/usr/bin', '/usr/lib', '/usr/lib64', '/bin', '/lib', '/lib64', '/etc/ld.so.cache'];
/** What of the checkout tests need; no data folder, no `.env`, no other plugin. */
const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'codegen.ts',
  'jest.config.mjs',
  'node_modules',
  'packages',
  'prisma',
  'scripts',
  'test/setup',
];

/** The arguments of `bwrap` that run the tests of one plugin. */
export function bubblewrapArguments(plan: SandboxPlan): string[] {
  const { root, folder, runner, node, isRoot, limits } = plan;
  const place = join(root, 'subgraphs', folder);
  const bound = [...SYSTEM, ...PARTS.map((part) => join(root, part)), node];
  return [
    ...(isRoot ? AS_ROOT : AS_ANYBODY),
    ...['--die-with-parent', '--new-session', '--clearenv'],
    ...['--dev', '/dev', '--proc', '/proc'],
    ...temporary('/tmp', limits.temporaryBytes), // before what may lie in it: a checkout
    ...foldersAbove([...bound, place, RUNNER]).flatMap((one) => ['--perms', '0755', '--dir', one]),
    ...bound.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--ro-bind', runner, RUNNER],
    ...['--perms', '0444', '--ro-bind-data', String(PASSWD_CHANNEL), '/etc/passwd'],
    ...temporary(place, limits.temporaryBytes / 8),
    ...[
      '--setenv',
      'PATH',
      '/usr/bin:/bin',
      '--setenv',
      'HOME',
      '/tmp',
      '--setenv',
      'TMPDIR',
      '/tmp',
    ],
    ...['--setenv', 'APOLLO_TELEMETRY_DISABLED', 'true', '--setenv', 'NO_COLOR', '1'],
    ...['--chdir', root, '--'],
    ...(isRoot ? GIVE_UP_RIGHTS : []),
    ...limited(limits),
    ...[node, RUNNER, join('subgraphs', folder)],
  ];
}

const AS_ANYBODY = ['--unshare-all', '--uid', String(ACCOUNT), '--gid', String(ACCOUNT)];
/** Everything of `--unshare-all` but the user namespace: the kernel exempts root's from the limit of processes. */
const AS_ROOT = [
  ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--cap-drop', 'ALL'],
  ...['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((name) => ['--cap-add', name]),
];
const GIVE_UP_RIGHTS = [
  'setpriv',
  ...[`--reuid=${ACCOUNT}`, `--regid=${ACCOUNT}`, '--clear-groups'],
  ...['--bounding-set=-all', '--inh-caps=-all'],
];

/** Empty, writable by all, and gone with the sandbox. */
function temporary(place: string, bytes: number): string[] {
  return ['--perms', '1777', '--size', String(bytes), '--tmpfs', place];
}

function limited(limits: SandboxLimits): string[] {
  const { cpuSeconds, processes, openFiles, fileBytes, dataBytes, addressBytes } = limits;
  return [
    ...['prlimit', '--core=0', `--cpu=${cpuSeconds}`, `--nproc=${processes}`],
    ...[`--nofile=${openFiles}`, `--fsize=${fileBytes}`],
    ...[`--data=${dataBytes}`, `--as=${addressBytes}`],
  ];
}

/** The folders in which given paths lie, outermost first: bubblewrap would make them for root alone. */
function foldersAbove(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let at = dirname(path); at !== '/'; at = dirname(at)) found.add(at);
  }
  return [...found].filter((path) => path !== '/tmp').sort();
}
