import { createEventLog, createKeyValue, createLogger, createPlugin } from '@gestas/sdk';
import type { JWK } from 'jose';
import { createBubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap-sandbox.ts';
import { createPausingPlugin, type Points } from './pausing-plugin.ts';

/** What a worker that is to be killed runs on, and the point at which it stops. */
export type DoomedTask = {
  readonly databaseUrl: string;
  readonly eventsUrl: string;
  readonly tenantKey: string;
  readonly routerKey: JWK;
  readonly mountRoot: string;
  readonly leaseMs: number;
  readonly stopAt: string;
  readonly hasSandbox: boolean;
};

/** What it is sent: first its task; then requests, and the word to go on. */
export type ToDoomed =
  | { readonly kind: 'TASK'; readonly task: DoomedTask }
  | { readonly kind: 'ASK'; readonly body: string; readonly internalToken: string }
  | { readonly kind: 'GO' };

/** What it says: that it runs, where it has stopped, how a request was answered, what it logs. */
export type FromDoomed =
  | { readonly kind: 'READY' }
  | { readonly kind: 'STOPPED'; readonly point: string }
  | { readonly kind: 'ANSWER'; readonly body: string }
  | { readonly kind: 'LOG'; readonly text: string };

const say = (message: FromDoomed) => process.send?.(message);
let goOn = () => undefined as unknown;

function pointsOf(stopAt: string): Points {
  return {
    reach: async (point) => {
      if (point !== stopAt) return;
      say({ kind: 'STOPPED', point });
      await new Promise((resolve) => {
        goOn = () => resolve(null);
      });
    },
    stick: (point) => {
      if (point !== stopAt) return;
      say({ kind: 'STOPPED', point });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
}

/** Tells what the worker says of a run that it lost. */
function tellingLogger() {
  const logger = createLogger('doomed', 'error');
  const tell = (_fields: unknown, text?: string) => void say({ kind: 'LOG', text: text ?? '' });
  return Object.assign(Object.create(logger), { debug: tell, error: tell });
}

async function work(task: DoomedTask) {
  const logger = tellingLogger();
  const stores = { databaseUrl: task.eventsUrl, logger };
  const definition = createPausingPlugin({
    points: pointsOf(task.stopAt),
    mountRoot: task.mountRoot,
    leaseMs: task.leaseMs,
    ...(task.hasSandbox && { sandbox: createBubblewrapSandbox() }),
  });
  const plugin = await createPlugin(definition, {
    databaseUrl: task.databaseUrl,
    tenantKey: Buffer.from(task.tenantKey, 'hex'),
    routerKey: task.routerKey,
    keyValue: createKeyValue(stores),
    eventLog: createEventLog(stores),
    graph: () => ({ query: () => Promise.reject(new Error('not asked here')) }),
    logger,
    slots: 2,
  });
  say({ kind: 'READY' });
  return plugin;
}

let plugin: ReturnType<typeof work> | undefined;
process.on('message', async (message: ToDoomed) => {
  if (message.kind === 'TASK') plugin = work(message.task);
  else if (message.kind === 'GO') goOn();
  else {
    const { body, internalToken } = message;
    const answer = await (await plugin)?.handle({ body, internalToken });
    say({ kind: 'ANSWER', body: answer?.body ?? '' });
  }
});
