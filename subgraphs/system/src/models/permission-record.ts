/** A permission that a plugin contributes. */
export type PermissionRecord = {
  readonly name: string;
  readonly plugin: string;
  readonly description: { readonly es: string; readonly en: string };
};
