import type { Resolvers } from '../generated/resolver-types.ts';
import { AuditEntry } from './audit-entry.ts';
import { Mutation } from './mutation.ts';
import { Plugin } from './plugin.ts';
import { Query } from './query.ts';
import { Role } from './role.ts';
import { Tenant } from './tenant.ts';
import { User } from './user.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  User,
  Role,
  Tenant,
  AuditEntry,
  Plugin,
};
