export { createLogger, LOG_LEVELS, type Logger, type LogLevel } from './create-logger.ts';
export { AppError, ERROR_CODES, type ErrorCode } from './errors.ts';
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
export {
  type ClientSession,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  INTERNAL_TOKEN_HEADER,
  type InternalIdentity,
  type InternalTokenSigner,
  REQUEST_ID_HEADER,
} from './internal-token.ts';
export type { KeyValue } from './key-value/key-value.ts';
export { Manifest } from './manifest.ts';
export { parseInput } from './parse-input.ts';
export { hasPermission } from './permissions.ts';
export { PLATFORM_HEADER, PLATFORM_SPEC_URL, withPlatformHeader } from './platform-header.ts';
export type { Plugin, PluginRequest, PluginResponse } from './plugin.ts';
export { readEnv } from './read-env.ts';
export { requirePermission, requireViewer, type Viewer } from './viewer.ts';
