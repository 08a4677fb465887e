export { batchById } from './batch-by-id.ts';
export { compactPermissions } from './compact-permissions.ts';
export type {
  AuditNote,
  BaseContext,
  Listener,
  ListenerPreparation,
  PreparedListener,
  ResponseDirectives,
  TenantScope,
  TenantScoping,
  Transacting,
  Transaction,
} from './context/context.ts';
export { defineContext } from './context/define-context.ts';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel } from './create-logger.ts';
export { AppError, ERROR_CODES, type ErrorCode } from './errors.ts';
export { createEventLog } from './events/create-event-log.ts';
export { createDispatcher } from './events/dispatcher/create-dispatcher.ts';
export { EVERY_EVENT } from './events/event-choice.ts';
export type {
  Bell,
  ConsumeOptions,
  DeadLetter,
  EventBook,
  EventEmitter,
  EventEnvelope,
  EventHandler,
  EventLog,
  EventPage,
  Running,
} from './events/event-log.ts';
export { checkRedis } from './events/redis/check-redis.ts';
export { uuidV7 } from './events/uuid-v7.ts';
export { createGraphFactory } from './graph/create-graph-factory.ts';
export type { Graph, GraphFactory } from './graph/graph.ts';
export { Id, isId, NO_ID } from './ids.ts';
export {
  type ClientSession,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  INTERNAL_TOKEN_HEADER,
  type InternalIdentity,
  type InternalTokenSigner,
  REQUEST_ID_HEADER,
} from './internal-token.ts';
export { JsonText } from './json-text.ts';
export { createKeyValue } from './key-value/create-key-value.ts';
export type { KeyValue } from './key-value/key-value.ts';
export { Manifest } from './manifest.ts';
export {
  type Connection,
  CursorDate,
  encodeCursor,
  type Page,
  type PageArguments,
  parsePage,
  toConnection,
} from './pagination.ts';
export { parseInput } from './parse-input.ts';
export { hasPermission } from './permissions.ts';
export { createPlugin, type RunningPlugin } from './plugin/create-plugin.ts';
export type { Plugin, PluginRequest, PluginResponse } from './plugin/plugin.ts';
export type {
  BackgroundScoping,
  PluginDefinition,
  PluginServices,
} from './plugin/plugin-definition.ts';
export type { PluginRuntime } from './plugin/plugin-runtime.ts';
export type { RequestContext } from './plugin/request-context.ts';
export { startPlugin } from './plugin/start-plugin.ts';
export { readEnv } from './read-env.ts';
export { createPlatformTenant, type PlatformTenant } from './registry/create-platform-tenant.ts';
export { createPluginKeys, type PluginKeys } from './registry/create-plugin-keys.ts';
export {
  createRegistryReader,
  type RegistryReader,
} from './registry/create-registry-reader.ts';
export { createRegistryWriter, type RegistryWriter } from './registry/create-registry-writer.ts';
export {
  createLeaseSigner,
  createLeaseVerifier,
  HEARTBEAT_MS,
  LEASE_MS,
  LEASE_PREFIX,
  type Lease,
  leaseKey,
} from './registry/lease.ts';
export {
  type AnnouncePlatformEvent,
  isPlatformEvent,
  PLATFORM_EVENTS,
} from './registry/platform-events.ts';
export type {
  PluginRefusal,
  PluginStatus,
  RegisteredPlugin,
  RegistryRecord,
} from './registry/registered-plugin.ts';
export {
  contentKey,
  type RegistrationContent,
  readContent,
  writeContent,
} from './registry/registration-content.ts';
export {
  type Heartbeat,
  type HeartbeatOptions,
  startHeartbeat,
} from './registry/start-heartbeat.ts';
export {
  PLATFORM_HEADER,
  PLATFORM_SPEC_URL,
  withPlatformHeader,
} from './schema/platform-header.ts';
export {
  createServiceTokenSigner,
  createServiceTokenVerifier,
  type FindPluginKey,
  SERVICE_TOKEN_HEADER,
  type ServiceIdentity,
  serviceDepthOf,
  serviceViewer,
} from './service-token.ts';
export type { Database } from './tenancy/database.ts';
export { tenantSignature } from './tenancy/tenant-signature.ts';
export { isUniqueViolation } from './tenancy/unique-violation.ts';
export { checkUi, hasScreens, type UiFault } from './ui/check-ui.ts';
export type {
  PluginUi,
  UiColumn,
  UiDetail,
  UiExcerpt,
  UiField,
  UiForm,
  UiLink,
  UiPage,
  UiStat,
  UiTable,
  UiWidget,
} from './ui/plugin-ui.ts';
export { screenFolder, screenOf } from './ui/screen-address.ts';
export { requirePermission, requireViewer, type Viewer } from './viewer.ts';
