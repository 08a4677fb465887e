import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { type Finding, fail, ok, type Site, warn } from './finding.ts';

/** What the machine is; tests give another. */
export type Machine = {
  readonly node: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
};

const GB = 1024 ** 3;
const NODE_MAJOR = 20;
const NODE_MINOR = 19;

/** Node, processor, memory and disk. */
export function checkMachine(
  site: Site,
  machine = thisMachine(site.dataFolder),
): readonly Finding[] {
  const [major = 0, minor = 0] = machine.node.split('.').map(Number);
  const isNew = major > NODE_MAJOR || (major === NODE_MAJOR && minor >= NODE_MINOR);
  const memory = machine.memoryBytes / GB;
  const disk = machine.diskBytes / GB;
  return [
    isNew
      ? ok('node', `Node ${machine.node}`)
      : fail('node', `Node ${machine.node} is older than 20.19`, 'Install Node 20.19 or newer.'),
    machine.cores >= 2
      ? ok('cores', `${machine.cores} cores`)
      : warn(
          'cores',
          'one core',
          'Give it two or more: planning and composing have threads of their own.',
        ),
    memory >= 2
      ? ok('memory', `${memory.toFixed(1)} GB`)
      : warn('memory', `${memory.toFixed(1)} GB`, 'Give it 2 GB or more.'),
    diskFinding(disk),
  ];
}

function diskFinding(gigabytes: number): Finding {
  const says = `${gigabytes.toFixed(1)} GB free for data`;
  if (gigabytes < 0.5) return fail('disk', says, 'Free 0.5 GB at least, or move GESTAS_DATA_DIR.');
  return gigabytes < 2 ? warn('disk', says, 'Free 2 GB or more.') : ok('disk', says);
}

function thisMachine(dataFolder: string): Machine {
  const { bavail, bsize } = statfsSync(nearest(dataFolder));
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    diskBytes: bavail * bsize,
  };
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}
