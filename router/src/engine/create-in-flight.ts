import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../http/exchange.ts';

/** Requests whose answers are not finished. */
export type InFlight = {
  begin(exchange: Exchange): void;
  /** Resolves when no request is under way but event streams, or after `limitMs`. */
  idle(limitMs: number): Promise<void>;
};

const POLL_MS = 20;

/** Counts requests from their first line until their answer is out, or their client is gone. */
export function createInFlight(): InFlight {
  const exchanges = new Set<Exchange>();
  const hasEnd = ({ note }: Exchange) => note.kind !== 'stream';
  return {
    begin(exchange) {
      exchanges.add(exchange);
      exchange.response.once('close', () => exchanges.delete(exchange));
    },
    async idle(limitMs) {
      const until = performance.now() + limitMs;
      while ([...exchanges].some(hasEnd) && performance.now() < until) await delay(POLL_MS);
    },
  };
}
