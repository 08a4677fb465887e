import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from '../create-logger.ts';
import type { EventBook } from '../events/event-log.ts';
import { maskError } from './mask-error.ts';
import type { ContextFactory } from './request-context.ts';

/** What the server itself needs in a context, besides what resolvers use. */
export type ServerContext = {
  readonly create: ContextFactory<object, EventBook>;
  readonly log: Logger;
  readonly requestId: string;
};

/** An Apollo Server over the plugin's schema that masks what is not meant for clients. */
export async function startServer(schema: GraphQLSchema) {
  const server = new ApolloServer<ServerContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: false, // the internal token is what lets a call in
    apollo: {},
    formatError: (formatted) => formatted,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      {
        requestDidStart: async () => ({
          willSendResponse: async ({ response, errors, contextValue }) => {
            if (response.body.kind !== 'single' || !errors?.length) return;
            response.body.singleResult.errors = errors.map(
              (error): GraphQLFormattedError =>
                maskError(error.toJSON(), error, contextValue.log, contextValue.requestId),
            );
          },
        }),
      },
    ],
  });
  await server.start();
  return server;
}
