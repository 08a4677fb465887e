import type { Connection } from '@gestas/sdk';
import type { AuditEntryRecord } from './models/audit-entry.ts';
import type { PluginRecord } from './models/plugin-record.ts';
import type { PluginScreensRecord } from './models/plugin-screens.ts';
import type { RoleRecord } from './models/role-record.ts';
import type { TenantRecord } from './models/tenant-record.ts';
import type { UserRecord } from './models/user-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type UserMapper = UserRecord;
export type RoleMapper = RoleRecord;
export type TenantMapper = TenantRecord;
export type PluginMapper = PluginRecord;
export type PluginScreensMapper = PluginScreensRecord;
export type UserConnectionMapper = Connection<UserRecord>;
export type AuditEntryMapper = AuditEntryRecord;
export type AuditEntryConnectionMapper = Connection<AuditEntryRecord>;
