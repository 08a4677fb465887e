import type { PluginResponse } from '@gestas/sdk';
import {
  type Breaker,
  type BreakerState,
  type CallOutcome,
  createBreaker,
} from './create-breaker.ts';
import type { RetryBudget } from './create-retry-budget.ts';
import type { Delivery, Failure, Instance, Outgoing } from './instance.ts';

/** What came of sending a request to a plugin. */
export type PoolAnswer =
  | { readonly ok: true; readonly response: PluginResponse }
  | { readonly ok: false; readonly failure: Failure | 'no-instance' };

/** The instances of one plugin. */
export type PluginPool = {
  send(outgoing: Outgoing, retryable: boolean): Promise<PoolAnswer>;
  /** Has the named instances from now on; those it had before keep their breaker. Returns those that have left. */
  update(instances: readonly NamedInstance[]): readonly Instance[];
  /** The best state among the instances: `closed` while at least one takes requests. */
  state(): BreakerState;
  close(): Promise<void>;
};

/** An instance by its identity; it is made when the pool doesn't have it yet. */
export type NamedInstance = { readonly id: string; readonly create: () => Instance };

/** Told of an instance that could not be connected to, or whose connection ended before its answer did. */
export type OnTrouble = (id: string, failure: 'refused' | 'lost') => void;

/** What a pool works with. */
export type PoolOptions = {
  readonly now?: () => number;
  readonly onTrouble?: OnTrouble;
};

type Member = {
  readonly id: string;
  readonly instance: Instance;
  readonly breaker: Breaker;
  outstanding: number;
};

/** Failures after which the same single instance may be asked again: it has not seen the request, or not for long. */
const UNSEEN: readonly Failure[] = ['refused', 'reset'];
const LOST: readonly Failure[] = ['reset', 'cut'];
const FINAL: readonly Failure[] = ['aborted', 'oversized'];

/** Makes a pool: least outstanding requests, a breaker per instance, one retry of retryable requests within a budget. */
export function createPluginPool(
  instances: readonly NamedInstance[],
  budget: RetryBudget,
  { now = Date.now, onTrouble = () => undefined }: PoolOptions = {},
): PluginPool {
  const join = ({ id, create }: NamedInstance): Member => ({
    id,
    instance: create(),
    breaker: createBreaker({ now }),
    outstanding: 0,
  });
  let members = instances.map(join);
  const attempt = async (member: Member, outgoing: Outgoing): Promise<Delivery> => {
    const delivery = await deliver(member, outgoing);
    if (!delivery.ok && LOST.includes(delivery.failure)) onTrouble(member.id, 'lost');
    if (!delivery.ok && delivery.failure === 'refused') onTrouble(member.id, 'refused');
    return delivery;
  };
  return {
    update(next) {
      const before = members;
      members = next.map((named) => before.find(({ id }) => id === named.id) ?? join(named));
      return before.filter((member) => !members.includes(member)).map(({ instance }) => instance);
    },
    async send(outgoing, retryable) {
      budget.earn();
      const member = choose(members, null);
      if (!member) return { ok: false, failure: 'no-instance' };
      const first = await attempt(member, outgoing);
      if (first.ok || !retryable || FINAL.includes(first.failure)) return first;
      const other = choose(members, member) ?? sameAgain(members, member, first.failure);
      if (!other || !budget.spend()) return first;
      return attempt(other, outgoing);
    },
    state: () => bestState(members),
    close: async () => {
      await Promise.all(members.map(({ instance }) => instance.close()));
    },
  };
}

function choose(members: readonly Member[], except: Member | null): Member | null {
  let best: Member | null = null;
  for (const member of members) {
    if (member === except || !member.breaker.canPass()) continue;
    if (!best || member.outstanding < best.outstanding) best = member;
  }
  return best;
}

function sameAgain(members: readonly Member[], member: Member, failure: Failure): Member | null {
  return members.length === 1 && UNSEEN.includes(failure) ? member : null;
}

async function deliver(member: Member, outgoing: Outgoing): Promise<Delivery> {
  const leave = member.breaker.enter();
  member.outstanding += 1;
  let outcome: CallOutcome = 'error';
  try {
    const delivery = await member.instance.deliver(outgoing);
    outcome = outcomeOf(delivery);
    return delivery;
  } finally {
    member.outstanding -= 1;
    leave(outcome);
  }
}

function outcomeOf(delivery: Delivery): CallOutcome {
  if (delivery.ok) return 'success';
  if (delivery.failure === 'aborted') return 'ignored';
  return delivery.failure === 'refused' ? 'refused' : 'error';
}

function bestState(members: readonly Member[]): BreakerState {
  const states = members.map(({ breaker }) => breaker.state());
  if (states.includes('closed')) return 'closed';
  return states.includes('half-open') ? 'half-open' : 'open';
}
