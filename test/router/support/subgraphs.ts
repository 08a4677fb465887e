import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer Input
  ? Input extends { resolvers?: infer Table }
    ? Table
    : never
  : never;

/** A small real subgraph: SDL with Federation 2 directives, and its resolvers. */
export type SubgraphSource = {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: object;
};

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@authenticated", "@requiresScopes", "@tag", "@override", "@listSize"])\n';

/** Two subgraphs that join on a key: books and the people who wrote them. */
export const BOOKS: SubgraphSource = {
  name: 'books',
  sdl: `${LINK}
    type Query {
      books: [Book!]!
      secret: String @authenticated
      header(name: String!): String
    }
    type Mutation { addBook(title: String!): Book! }
    type Book @key(fields: "id") { id: ID! title: String! author: Person }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
  `,
  resolvers: {
    Query: {
      books: () => [
        { id: '1', title: 'Solaris', author: { id: 'a' } },
        { id: '2', title: 'Ubik', author: { id: 'b' } },
      ],
      secret: () => 'for members',
      header: (
        _: unknown,
        { name }: { name: string },
        { headers }: { headers: IncomingHttpHeaders },
      ) => headers[name.toLowerCase()] ?? null,
    },
    Mutation: { addBook: (_: unknown, { title }: { title: string }) => ({ id: '3', title }) },
  },
};

export const PEOPLE: SubgraphSource = {
  name: 'people',
  sdl: `${LINK}
    type Query { people: [Person!]! }
    type Person @key(fields: "id") { id: ID! name: String }
  `,
  resolvers: {
    Query: { people: () => [{ id: 'a', name: 'Lem' }] },
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: id === 'a' ? 'Lem' : 'Dick' }),
    },
  },
};

/** The executable schema of a subgraph. */
export function schemaOf({ sdl, resolvers }: SubgraphSource) {
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as Resolvers });
}

/** Serves a subgraph over HTTP on a free port. */
export async function serveSubgraph(source: SubgraphSource) {
  const schema = schemaOf(source);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const contextValue = { headers: request.headers };
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      contextValue,
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/graphql`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The supergraph of subgraphs at their addresses; throws with the faults when they don't compose. */
export function supergraphOf(subgraphs: readonly (SubgraphSource & { readonly url: string })[]) {
  const services = subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'the subgraphs do not compose');
  return supergraphSdl;
}
