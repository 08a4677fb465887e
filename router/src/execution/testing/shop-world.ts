import type { WorldPlugin } from './plugin-world.ts';

const PRODUCTS = [
  { id: 'p1', name: 'Chair', cost: 12, weight: 3, legacyId: 'old-1' },
  { id: 'p2', name: 'Table', cost: 40, weight: 20, legacyId: 'old-2' },
];
const REVIEWS = [
  { id: 'r1', text: 'Good', productId: 'p1', authorId: 'u1' },
  { id: 'r2', text: 'Fine', productId: 'p1', authorId: 'u2' },
  { id: 'r3', text: 'Big', productId: 'p2', authorId: 'u1' },
];

const find = (id: string) => PRODUCTS.find((product) => product.id === id) ?? null;
type Reference = { id: string };
type Review = (typeof REVIEWS)[number];

/** Three plugins with keys, `@requires`, an interface, a union and nested lists, for tests of planning and execution. */
export const shop = {
  products: {
    sdl: `
      type Query {
        product(id: ID!): Product
        products: [Product!]!
        grid: [[Product!]!]!
        things: [Thing!]!
        named: [Named!]!
      }
      union Thing = Product | Review
      interface Named { name: String! }
      type Product implements Named @key(fields: "id") {
        id: ID! name: String! cost: Int @requiresScopes(scopes: [["shop:cost:read"]])
        weight: Int! legacyId: ID!
      }
      type Brand implements Named { name: String! founded: Int }
      type Review @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Query: {
        product: (_: unknown, { id }: Reference) => find(id),
        products: () => PRODUCTS,
        grid: () => [[PRODUCTS[0]], [PRODUCTS[1], PRODUCTS[0]]],
        things: () => [
          { __typename: 'Review', id: 'r3' },
          { __typename: 'Product', ...PRODUCTS[0] },
          { __typename: 'Review', id: 'r1' },
        ],
        named: () => [
          { __typename: 'Product', ...PRODUCTS[0] },
          { __typename: 'Brand', name: 'Oak', founded: 1900 },
        ],
      },
      Product: { __resolveReference: ({ id }: Reference) => find(id) },
    },
  },
  reviews: {
    sdl: `
      type Product @key(fields: "id") { id: ID! reviews: [Review!]! }
      type Review @key(fields: "id") { id: ID! text: String! product: Product! author: User }
      type User @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Product: {
        __resolveReference: ({ id }: Reference) => ({ id }),
        reviews: ({ id }: Reference) => REVIEWS.filter(({ productId }) => productId === id),
      },
      Review: {
        __resolveReference: ({ id }: Reference) =>
          REVIEWS.find((review) => review.id === id) ?? null,
        product: ({ productId }: Review) => ({ id: productId }),
        author: ({ authorId }: Review) => ({ id: authorId, name: `User ${authorId}` }),
      },
    },
  },
  shipping: {
    sdl: `
      type Product @key(fields: "id") { id: ID! weight: Int! @external shipping: Int! @requires(fields: "weight") }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: Reference) => reference,
        shipping: ({ weight }: { weight: number }) => weight * 2,
      },
    },
  },
} satisfies Record<string, WorldPlugin>;
