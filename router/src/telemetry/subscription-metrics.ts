import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SubscriptionMetrics } from '../subscriptions/subscription-metrics.ts';

const LAG_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30];

/** Counts subscriptions in a registry: open and ended by protocol, and how late events reach their execution. */
export function subscriptionMetrics(registry: Registry): SubscriptionMetrics {
  const registers = [registry];
  const open = new Gauge({
    name: 'gestas_router_subscriptions',
    help: 'Subscriptions now open, by protocol.',
    labelNames: ['protocol'],
    registers,
  });
  const ended = new Counter({
    name: 'gestas_router_subscriptions_ended_total',
    help: 'Subscriptions that ended, by protocol and reason.',
    labelNames: ['protocol', 'reason'],
    registers,
  });
  const lag = new Histogram({
    name: 'gestas_router_event_lag_seconds',
    help: 'Time between an event and its execution for subscribers.',
    buckets: LAG_SECONDS,
    registers,
  });
  return {
    opened: (protocol) => open.inc({ protocol }),
    ended(protocol, reason) {
      open.dec({ protocol });
      ended.inc({ protocol, reason });
    },
    executed: (seconds) => lag.observe(seconds),
  };
}
