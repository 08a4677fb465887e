import { useMutation, useQuery, useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import {
  AcceptGenerationDocument,
  GenerationDocument,
  GenerationProgressedDocument,
  type GenerationStepFragment,
  GenerationsDocument,
  MountGenerationDocument,
  RejectGenerationDocument,
} from '../../../generated/graphql.ts';
import { mergeSteps } from './merge-steps.ts';

/** Milliseconds. A run that ends while its subscription is being made is found by reading it again. */
const READ_EVERY = 5_000;

const ENDS = new Set(['FINISH', 'DECIDE']);

/** One generation, its steps moved by `generationProgressed`, and the decisions about it. */
export function useGeneration(id: string) {
  const [told, setTold] = useState<readonly GenerationStepFragment[]>([]);
  const { data, error, refetch, startPolling, stopPolling } = useQuery(GenerationDocument, {
    variables: { id },
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
    skipPollAttempt: () => document.visibilityState !== 'visible',
  });
  const generation = data?.generation;
  const isRunning = generation?.status === 'RUNNING';
  if (isRunning) startPolling(READ_EVERY);
  else stopPolling();
  useSubscription(GenerationProgressedDocument, {
    variables: { runId: id },
    onData: ({ data: { data: event } }) => {
      const step = event?.generationProgressed;
      if (!step) return;
      setTold((present) => [...present, step]);
      if (ENDS.has(step.step)) refetch().catch(() => undefined);
    },
  });
  const refetchQueries = [GenerationsDocument, GenerationDocument];
  const [accept, accepting] = useMutation(AcceptGenerationDocument, { refetchQueries });
  const [reject, rejecting] = useMutation(RejectGenerationDocument, { refetchQueries });
  const [mount, mounting] = useMutation(MountGenerationDocument, { refetchQueries });
  return {
    generation,
    isMissing: data !== undefined && generation === null,
    steps: mergeSteps<GenerationStepFragment>(generation?.steps ?? [], told),
    isRunning,
    error: error ?? accepting.error ?? rejecting.error ?? mounting.error,
    reload: () => void refetch(),
    isDeciding: accepting.loading || rejecting.loading,
    isMounting: mounting.loading,
    mount: () => mount({ variables: { input: { id } } }).catch(() => undefined),
    accept: () => accept({ variables: { input: { id } } }).catch(() => undefined),
    reject: (reason: string) =>
      reject({ variables: { input: { id, reason } } }).catch(() => undefined),
  };
}
