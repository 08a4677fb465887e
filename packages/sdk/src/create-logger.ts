import { type DestinationStream, type Logger, pino } from 'pino';

/** Names of fields that never reach a log, wherever they sit, compared without case, hyphens and underscores. */
const SECRETS = new Set([
  'password',
  'token',
  'accesstoken',
  'refreshtoken',
  'internaltoken',
  'authorization',
  'cookie',
  'cookies',
  'setcookie',
  'secret',
  'invitationurl',
]);
const CENSOR = '[redacted]';
/** Deeper than anything we log on purpose; a cycle ends here. */
const MAX_DEPTH = 12;

/** Levels, least to most verbose. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type { Logger };

/**
 * A JSON logger: constant lower-case messages, data in fields, `level` as ERROR, WARN, INFO or DEBUG.
 * Secrets are redacted here and nowhere else.
 */
export function createLogger(
  service: string,
  level: LogLevel = 'info',
  destination?: DestinationStream,
): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label.toUpperCase() }),
      log: (fields) => redactFields(fields, 0),
    },
    serializers: { err: (error: Error) => redact(pino.stdSerializers.err(error), 0) },
    redact: { paths: ['password', 'token', 'authorization', 'cookie', 'secret'], censor: CENSOR }, // of child loggers
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Plain objects and lists are searched; what has a form of its own (errors, dates) its serializer writes. */
function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const isPlain = !('stack' in value) && !('toJSON' in value);
  return isPlain ? redactFields(value, depth) : value;
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRETS.has(name.toLowerCase().replace(/[-_]/g, '')) ? CENSOR : redact(value, depth + 1),
    ]),
  );
}
