import { withPlatformHeader } from '@gestas/sdk';
import { sampleManifest } from '../../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { toCandidate } from '../../registry/restore-plugins.ts';

const description = { es: 'Productos', en: 'Products' };
const SDL = `
scalar DateTime
type Query {
  product(id: ID!): Product @requiresScopes(scopes: [["catalogue:product:read"]])
}
interface Item { id: ID! }
type Product implements Item @key(fields: "id") @requiresScopes(scopes: [["catalogue:product:read"]]) {
  id: ID!
  name: String!
  "What the shop paid."
  cost: Int! @requiresScopes(scopes: [["catalogue:cost:read"]])
  weight: Int!
  rating: Int! @policy(policies: [["catalogue-rating"]])
  region: Region!
  kind: Kind!
  note: String! @shareable
}
enum Kind { BOOK FILM }
union Media = Product
type Region { name: String! }
input ProductFilter { name: String }
`;

/** A seventh plugin, with what the six have none of: an interface, a policy, two rules on one field, and grants. */
export const catalogue = toCandidate(
  sampleManifest({
    name: 'plugin-catalogue',
    owns: ['Item', 'Product', 'Kind', 'Media', 'Region', 'ProductFilter'],
    permissions: ['catalogue:product:read', 'catalogue:cost:read'].map((name) => ({
      name,
      description,
    })),
    grants: {
      'plugin-friend': ['Product.weight', 'Product.note', 'Product.name', 'Kind', 'Media', 'Item'],
    },
  }),
  withPlatformHeader(SDL),
);
