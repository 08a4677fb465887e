import { gql } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';

/** Runs a mutation of a manifest. Rejects with what the server refused. */
export function useScreenCommand() {
  const client = useApolloClient();
  return async (document: string, variables: Readonly<Record<string, unknown>>): Promise<void> => {
    await client.mutate({ mutation: gql(document), variables, fetchPolicy: 'no-cache' });
  };
}
