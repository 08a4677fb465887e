import { useApolloClient } from '@apollo/client/react';
import { parse } from 'graphql';

/** Runs a mutation of a manifest. Rejects with what the server refused. */
export function useScreenCommand() {
  const client = useApolloClient();
  return async (document: string, variables: Readonly<Record<string, unknown>>): Promise<void> => {
    await client.mutate({ mutation: parse(document), variables, fetchPolicy: 'no-cache' });
  };
}
