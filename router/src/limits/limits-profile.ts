import type { BodyLimits } from '../http/read-body.ts';

/** A bucket that leaks: `capacity` is the largest burst, `perSecond` what it regains. The unit is estimated cost. */
export type BucketSize = { readonly capacity: number; readonly perSecond: number };

/** How large one request may be. Bytes are bytes of UTF-8; `Infinity` means no limit. */
export type LimitsProfile = {
  readonly body: BodyLimits;
  /** The document and `extensions` together. */
  readonly documentBytes: number;
  readonly variablesBytes: number;
  readonly anonymousVariablesBytes: number;
  readonly tokens: number;
  /** Levels of fields. */
  readonly depth: number;
  /** Levels of fields below `__schema` and `__type`, themselves included. */
  readonly introspectionDepth: number;
  readonly introspectionRoots: number;
  /** Counted as often as fragments repeat them. */
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly fragments: number;
  /** Fields after every fragment is written out. */
  readonly expandedSelections: number;
  readonly cost: number;
  /** Null: no buckets. */
  readonly buckets: { readonly viewer: BucketSize; readonly tenant: BucketSize } | null;
};

/** What every router enforces unless told otherwise. */
export const DEFAULT_LIMITS: LimitsProfile = {
  body: { maxBytes: 1_250_000, timeoutMs: 10_000 },
  documentBytes: 64 * 1024,
  variablesBytes: 1024 * 1024,
  anonymousVariablesBytes: 16 * 1024,
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 20,
  introspectionRoots: 1,
  aliases: 30,
  directives: 10,
  rootFields: 20,
  fragments: 50,
  expandedSelections: 5_000,
  cost: 10_000,
  buckets: {
    viewer: { capacity: 100_000, perSecond: 10_000 },
    tenant: { capacity: 1_000_000, perSecond: 100_000 },
  },
};

/** For suites that send thousands of legal requests as one viewer: the same limits, no buckets. */
export const TEST_LIMITS: LimitsProfile = { ...DEFAULT_LIMITS, buckets: null };

/** Static mode: off, but for a 2 MB body and the guard against planner bombs. */
export const STATIC_LIMITS: LimitsProfile = {
  body: { maxBytes: 2 * 1024 * 1024, timeoutMs: 30_000 },
  documentBytes: Number.POSITIVE_INFINITY,
  variablesBytes: Number.POSITIVE_INFINITY,
  anonymousVariablesBytes: Number.POSITIVE_INFINITY,
  tokens: Number.POSITIVE_INFINITY,
  depth: Number.POSITIVE_INFINITY,
  introspectionDepth: Number.POSITIVE_INFINITY,
  introspectionRoots: Number.POSITIVE_INFINITY,
  aliases: Number.POSITIVE_INFINITY,
  directives: Number.POSITIVE_INFINITY,
  rootFields: Number.POSITIVE_INFINITY,
  fragments: Number.POSITIVE_INFINITY,
  expandedSelections: 5_000,
  cost: Number.POSITIVE_INFINITY,
  buckets: null,
};
