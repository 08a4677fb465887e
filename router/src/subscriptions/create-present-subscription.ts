import type { Logger } from '@gestas/sdk';
import type { GraphQLError } from 'graphql';
import type { Caller, Engine, GraphQLRequest } from '../pipeline.ts';
import { type PreparedSubscription, prepareAgain } from './prepare-subscription.ts';
import { asEndingError } from './subscription-error.ts';

/** A subscription that is moved to each new graph when it is next needed. */
export type PresentSubscription = {
  /** Prepared on the present graph; null when it no longer fits it, which `onEnd` was told. Never rejects. */
  get(caller: Caller): PreparedSubscription | Promise<PreparedSubscription | null>;
};

/** What is needed to prepare a subscription again. */
export type PresentSubscriptionOptions = {
  readonly engine: Pick<Engine, 'current'>;
  readonly request: GraphQLRequest;
  readonly first: PreparedSubscription;
  readonly logger: Logger;
  readonly onEnd: (error: GraphQLError) => void;
};

/** Keeps a subscription on the present graph; one that can't be prepared for a passing reason stays on its old one. */
export function createPresentSubscription(
  options: PresentSubscriptionOptions,
): PresentSubscription {
  const { engine, request, logger } = options;
  let present = options.first;
  let renewal: Promise<PreparedSubscription | null> | null = null;

  const renew = async (caller: Caller): Promise<PreparedSubscription | null> => {
    try {
      present = await prepareAgain(present, request, engine.current(), caller);
    } catch (thrown) {
      const ending = asEndingError(thrown);
      if (ending) options.onEnd(ending);
      else logger.warn({ err: thrown }, 'subscription stays on its old graph');
      if (ending) return null;
    }
    return present;
  };

  return {
    get(caller) {
      if (present.graph === engine.current()) return present;
      renewal ??= renew(caller).finally(() => {
        renewal = null;
      });
      return renewal;
    },
  };
}
