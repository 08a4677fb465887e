/** A role as the repository returns it. */
export type RoleRecord = {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
};
