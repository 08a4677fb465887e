import type { RoleRecord } from '../models/role-record.ts';

/** Reads roles of the bound tenant. */
export interface RoleReader {
  /** Batched within a request. */
  findById(id: string): Promise<RoleRecord | null>;
  /** Every role by name; a tenant has tens, not thousands. */
  list(): Promise<readonly RoleRecord[]>;
}

/** Writes roles of the bound tenant. A name that is taken, in any case, is a CONFLICT. */
export interface RoleRepository extends RoleReader {
  insert(draft: Omit<RoleRecord, 'id'>): Promise<RoleRecord>;
  /** Changes a role that exists; other permissions also make its holders' access tokens old. */
  update(id: string, update: Partial<Omit<RoleRecord, 'id'>>): Promise<RoleRecord>;
}
