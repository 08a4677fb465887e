import { ERROR_CODES } from '@gestas/sdk';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SubscriptionMetrics } from '../subscriptions/subscription-metrics.ts';
import type { BreakerState } from '../traffic/create-breaker.ts';
import type { FetchOutcome } from '../traffic/create-plugin-client.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';

/** What the router counts. Label values come from closed sets or from manifests, never from clients. */
export type RouterMetrics = {
  /** One answered HTTP request on `/graphql`. `code` is the first error's code, null for none. */
  observeRequest(kind: string, code: string | null, durationMs: number): void;
  observeFetch(plugin: string, outcome: FetchOutcome, durationMs: number): void;
  observePlan(outcome: 'hit' | 'miss'): void;
  observeComposition(outcome: 'ok' | 'refused'): void;
  /** What the subscription transports report. */
  readonly subscriptions: SubscriptionMetrics;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const KINDS = ['query', 'mutation', 'subscription', 'stream', 'unknown'];
const BREAKER_VALUES: Readonly<Record<BreakerState, number>> = {
  closed: 0,
  'half-open': 1,
  open: 2,
};

/** Makes the router's metrics in a registry of their own. `breakerStates` is read at each scrape. */
export function createMetrics(
  breakerStates: () => ReadonlyMap<string, BreakerState> = () => new Map(),
): RouterMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'gestas_router_requests_total',
    help: 'GraphQL requests over HTTP, by kind of operation and outcome (ok, or the first error code).',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'gestas_router_request_seconds',
    help: 'Time from request to answer.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers,
  });
  const fetches = new Histogram({
    name: 'gestas_router_plugin_fetch_seconds',
    help: 'Time of one call to a plugin, retry included, by plugin and outcome.',
    labelNames: ['plugin', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const plans = new Counter({
    name: 'gestas_router_prepared_operations_total',
    help: 'Look-ups of prepared operations: hit or miss.',
    labelNames: ['outcome'],
    registers,
  });
  const compositions = new Counter({
    name: 'gestas_router_compositions_total',
    help: 'Compositions: ok or refused.',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'gestas_router_breaker_state',
    help: 'Whether a plugin can be reached: 0 closed, 1 half-open, 2 open.',
    labelNames: ['plugin'],
    registers,
    collect() {
      this.reset();
      for (const [plugin, state] of breakerStates()) this.set({ plugin }, BREAKER_VALUES[state]);
    },
  });
  return {
    observeRequest(kind, code, durationMs) {
      const label = KINDS.includes(kind) ? kind : 'unknown';
      requests.inc({ kind: label, outcome: outcomeOf(code) });
      durations.observe({ kind: label }, durationMs / 1000);
    },
    observeFetch: (plugin, outcome, ms) => fetches.observe({ plugin, outcome }, ms / 1000),
    observePlan: (outcome) => plans.inc({ outcome }),
    observeComposition: (outcome) => compositions.inc({ outcome }),
    subscriptions: subscriptionMetrics(registry),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Plugins may declare codes of their own: those outside the closed table are counted as one. */
function outcomeOf(code: string | null): string {
  if (code === null) return 'ok';
  return Object.hasOwn(ERROR_CODES, code) ? code : 'OTHER';
}
