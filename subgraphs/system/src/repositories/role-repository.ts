import type { RoleRecord } from '../models/role-record.ts';

/** Reads roles of the bound tenant. */
export interface RoleReader {
  /** Batched within a request. */
  findById(id: string): Promise<RoleRecord | null>;
  /** Every role by name; a tenant has tens, not thousands. */
  list(): Promise<readonly RoleRecord[]>;
}
