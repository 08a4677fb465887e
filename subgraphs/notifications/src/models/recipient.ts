/** Somebody to be told. */
export type Recipient = { readonly id: string; readonly email: string };
