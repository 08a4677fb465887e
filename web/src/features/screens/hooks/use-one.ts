import { skipToken, useQuery } from '@apollo/client/react';
import { parse } from 'graphql';
import { useMemo } from 'react';
import { type Answer, rootOf } from './answer.ts';

const NOTHING = '{ __typename }';

/** What a manifest's document answers, by id where it takes one; without a document, nothing is asked. */
export function useOne(document: string | undefined, id?: string) {
  const query = useMemo(() => parse(document ?? NOTHING), [document]);
  const { data, error, loading, refetch } = useQuery<Answer>(
    query,
    document === undefined
      ? skipToken
      : { variables: id === undefined ? {} : { id }, errorPolicy: 'all', fetchPolicy: 'no-cache' },
  );
  return {
    answer: data,
    /** Null: there is no such thing. */
    one: data && rootOf(data),
    error,
    isLoading: loading && !data,
    reload: () => void refetch().catch(() => undefined),
  };
}
