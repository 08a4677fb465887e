import { createRestartPolicy, type RestartPolicy } from './create-restart-policy.ts';
import type { PluginProcess } from './start-plugin-process.ts';

/** A plugin's process that is started again when it ends by itself. */
export type KeptProcess = {
  /** Where it listens, or will when it is started again. */
  url(): string;
  /** Resolves when it has ended too often, with why. */
  readonly givenUp: Promise<string>;
  stop(): Promise<void>;
};

/** What keeping one takes. */
export type KeepOptions = {
  readonly start: () => Promise<PluginProcess>;
  /** It ended by itself, and is started again; said once for each reason. */
  readonly onExit: (reason: string) => void;
  readonly policy?: RestartPolicy;
};

/** Starts a process, and again whenever it ends, with growing pauses; after four ends within a minute no more. */
export async function keepRunning(options: KeepOptions): Promise<KeptProcess> {
  const { start, onExit, policy = createRestartPolicy() } = options;
  let current = await start();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let said = '';
  const { promise: givenUp, resolve: giveUp } = withResolver<string>();

  const watch = async (): Promise<void> => {
    const reason = await current.exited;
    if (isStopped) return;
    const pauseMs = policy.afterExit();
    if (pauseMs === null) return giveUp(reason);
    if (reason !== said) onExit(reason);
    said = reason;
    timer = setTimeout(() => restart().catch((error) => giveUp(String(error))), pauseMs);
  };
  const restart = async () => {
    const next = await start();
    current = next;
    if (isStopped) await next.stop();
    else void watch();
  };
  void watch();
  return {
    url: () => current.url,
    givenUp,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current.stop();
    },
  };
}

function withResolver<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
