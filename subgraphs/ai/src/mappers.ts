import type { GenerationRecord } from './models/generation-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type GenerationMapper = GenerationRecord;
