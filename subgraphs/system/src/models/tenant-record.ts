/** A tenant as the repository returns it. */
export type TenantRecord = { readonly id: string; readonly slug: string; readonly name: string };
