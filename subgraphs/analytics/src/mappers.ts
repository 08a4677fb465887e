/** What the resolvers of each type are handed as their parent; `views` where it is known already. */
export type PostMapper = { readonly id: string; readonly views?: number };
