import type { RoleRecord } from './role-record.ts';

/** A user as the repository returns it; the first role is the primary one. */
export type UserRecord = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: 'INVITED' | 'ACTIVE' | 'SUSPENDED';
  /** What a suspended user goes back to. */
  readonly suspendedFrom: 'INVITED' | 'ACTIVE' | null;
  readonly createdAt: Date;
  readonly roles: readonly [RoleRecord, ...RoleRecord[]];
};
