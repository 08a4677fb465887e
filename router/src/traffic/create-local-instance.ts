import type { Plugin } from '@gestas/sdk';
import { callDeadline } from './call-deadline.ts';
import type { Delivery, Instance, InstanceLimits } from './instance.ts';

/** A plugin in this process: the same function its HTTP server calls, with the same bounds. */
export function createLocalInstance(
  name: string,
  plugin: Pick<Plugin, 'handle'>,
  limits: InstanceLimits,
): Instance {
  return {
    address: `in-process:${name}`,
    close: async () => undefined,
    async deliver({ body, internalToken, requestId, signal }) {
      const deadline = callDeadline(signal, limits.timeoutMs);
      const ended = new Promise<Delivery>((resolve) => {
        const end = () =>
          resolve({ ok: false, failure: deadline.hasTimedOut() ? 'timeout' : 'aborted' });
        if (deadline.signal.aborted) end();
        deadline.signal.addEventListener('abort', end, { once: true });
      });
      const request = {
        body,
        internalToken: internalToken ?? undefined,
        requestId,
        signal: deadline.signal,
      };
      try {
        return await Promise.race([answer(plugin, request, limits.maxAnswerBytes), ended]);
      } finally {
        deadline.clear();
      }
    },
  };
}

async function answer(
  plugin: Pick<Plugin, 'handle'>,
  request: Parameters<Plugin['handle']>[0],
  maxBytes: number,
): Promise<Delivery> {
  try {
    const response = await plugin.handle(request);
    const isWithin =
      response.body.length * 3 <= maxBytes || Buffer.byteLength(response.body) <= maxBytes;
    return isWithin ? { ok: true, response } : { ok: false, failure: 'oversized' };
  } catch {
    return { ok: false, failure: 'reset' };
  }
}
