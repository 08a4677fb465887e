/** Names that generated types, GraphQL, Prisma or the language have already. */
const ENTITIES = new Set(
  (
    'Query Mutation Subscription String Int Float Boolean ID DateTime Money JSON PageInfo RichText Date Promise Object ' +
    'Omit Partial Pick Record Array ReadonlyArray Function Error Symbol Map Set Maybe Exact Scalars Resolver Resolvers ' +
    'Prisma PrismaClient Connection Database Viewer Input Change Draft Id Tx Ctx Context Field Fields Text Whole Optional ' +
    'Stays Reference Given Filter Key Class Package Case Import Export Default Return New Enum Interface Delete Switch Try ' +
    'This Void With If For While Do In Var Let Const Else False True Null Throw Yield Await Async Static Super Extends ' +
    'Public Private Protected Implements Break Continue Catch Finally Debugger Typeof Instanceof Arguments Eval ' +
    'Undefined Name Row Plugin Example Create Update Model Type'
  ).split(' '),
);

const FIELDS = new Set(
  'id tenantId createdAt updatedAt createdBy createdById constructor prototype __proto__ then toString valueOf'.split(
    ' ',
  ),
);

/** Whether an entity may not bear this name. */
export function isReservedEntity(name: string): boolean {
  return ENTITIES.has(name);
}

/** Whether the platform keeps a field of this name itself. */
export function isReservedField(name: string): boolean {
  return FIELDS.has(name);
}
