import { setTimeout as delay } from 'node:timers/promises';
import type { InternalTokenSigner } from '@gestas/sdk';
import { z } from 'zod';
import type { CompositionFault } from '../composition/composition.ts';
import { fault } from '../gate/fault.ts';
import type { InstanceTarget } from '../traffic/plugin-target.ts';
import { askPlugin } from './ask-plugin.ts';
import type { Candidate } from './create-mounter.ts';
import { parseJson } from './parse-json.ts';

/** What a probe asks with. */
export type ProbeOptions = {
  readonly signer: InternalTokenSigner;
  /** The live instances of exactly what the candidate registers. */
  readonly instancesOf: (candidate: Candidate) => readonly InstanceTarget[];
  /** Milliseconds between two attempts; 300. */
  readonly pauseMs?: number;
  /** Milliseconds of one attempt; 5,000. */
  readonly timeoutMs?: number;
};

const Answer = z.object({ data: z.object({ __typename: z.literal('Query') }) });
const ATTEMPTS = 3;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Makes the smoke query: a candidate’s instance must answer `{ __typename }` before anything is sent to it. Three attempts,
 * for one that is only just listening.
 */
export function createProbe({ signer, instancesOf, ...times }: ProbeOptions) {
  const { pauseMs = 300, timeoutMs = 5_000 } = times;
  const limits = { timeoutMs, maxAnswerBytes: MAX_ANSWER_BYTES };
  const ask = async (name: string, instance: InstanceTarget | undefined) => {
    const instances = instance ? [instance] : [];
    const target = { name, transport: { kind: 'registered', instances } } as const;
    const body = await askPlugin(target, '{ __typename }', { signer, limits });
    if (!Answer.safeParse(parseJson(body)).success) throw new Error(`it answers ${excerpt(body)}`);
  };

  return async (candidate: Candidate): Promise<readonly CompositionFault[]> => {
    const { name } = candidate.manifest;
    let reason = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await delay(pauseMs, undefined, { ref: false });
      const instances = instancesOf(candidate);
      try {
        await ask(name, instances[attempt % Math.max(1, instances.length)]);
        return [];
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    return [fault('SMOKE_FAILED', `The plugin does not answer { __typename }: ${reason}.`)];
  };
}

function excerpt(body: string): string {
  return JSON.stringify(body.slice(0, 200));
}
