import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DoomedTask, FromDoomed, ToDoomed } from './doomed-worker.ts';

const RUN = fileURLToPath(new URL('../../../../scripts/run.mjs', import.meta.url));
const WORKER = fileURLToPath(new URL('./doomed-worker.ts', import.meta.url));

/** A worker of the plugin in a process of its own, which can be stopped, continued and killed. */
export type Doomed = {
  readonly pid: number;
  send(message: ToDoomed): void;
  /** The next message of a kind, or the one that has come. */
  heard<Kind extends FromDoomed['kind']>(kind: Kind): Promise<Extract<FromDoomed, { kind: Kind }>>;
  signal(name: NodeJS.Signals): void;
  /** Kills it, and waits until it is gone. */
  kill(): Promise<void>;
};

/** Starts it; it runs when this answers. */
export async function startDoomed(task: DoomedTask): Promise<Doomed> {
  const child = fork(RUN, [WORKER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const messages: FromDoomed[] = [];
  let wake = () => undefined as unknown;
  child.on('message', (message: FromDoomed) => {
    messages.push(message);
    wake();
  });
  const doomed = {
    pid: child.pid ?? 0,
    send: (message: ToDoomed) => void child.send(message),
    heard: (kind: FromDoomed['kind']) => hear(kind),
    signal: (name: NodeJS.Signals) => void child.kill(name),
    kill: () => kill(child),
  } as Doomed;
  async function hear(kind: FromDoomed['kind']): Promise<FromDoomed> {
    for (;;) {
      const at = messages.findIndex((message) => message.kind === kind);
      const [found] = at < 0 ? [] : messages.splice(at, 1);
      if (found) return found;
      await new Promise((resolve) => {
        wake = () => resolve(null);
      });
    }
  }
  doomed.send({ kind: 'TASK', task });
  await doomed.heard('READY');
  return doomed;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
