import { z } from 'zod';
import {
  type ModelAnswer,
  ModelError,
  type ModelMessage,
  type ModelService,
} from '../models/model-service.ts';
import type { Generated, GenerationTask, PluginGenerator } from '../models/plugin-generator.ts';
import { PluginSpec } from '../models/plugin-spec.ts';
import type { Issue } from '../models/verdict.ts';
import { REFUSALS } from '../parsing/messages.ts';
import { refuse } from '../parsing/refuse.ts';
import { isReservedEntity } from '../parsing/reserved.ts';
import { renderPlugin } from '../templates/render-plugin.ts';
import { jsonIn, normaliseSpec } from './normalise-spec.ts';
import { instructionsFor, requestFor } from './spec-instructions.ts';

const SCHEMA = z.toJSONSchema(PluginSpec, { io: 'input', unrepresentable: 'any' });
const LONGEST_ANSWER = 64_000;

/** A generator that asks a model for the spec, and renders the rest from templates. */
export function createModelGenerator(model: ModelService): PluginGenerator {
  return {
    name: model.name,
    canRepair: true,
    async generate(task) {
      const refusal = refuse(task.prompt);
      if (refusal) return { kind: 'REFUSED', reason: REFUSALS[refusal][task.language] };
      try {
        const { signal } = task;
        const messages = messagesOf(task);
        return read(await model.complete({ messages, schema: SCHEMA, ...(signal && { signal }) }));
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        return failed(error);
      }
    },
  };
}

function messagesOf(task: GenerationTask): readonly ModelMessage[] {
  return [
    { role: 'system', content: instructionsFor(task) },
    { role: 'user', content: requestFor(task) },
    ...task.attempts.flatMap(({ answer, issues }): ModelMessage[] => [
      { role: 'assistant', content: answer.slice(0, LONGEST_ANSWER) },
      {
        role: 'user',
        content: `Mend these faults and answer the whole JSON again:\n${issues.map(told).join('\n')}`,
      },
    ]),
  ];
}

function told({ code, message, suggestion }: Issue): string {
  return `- ${code}: ${message}${suggestion ? ` ${suggestion}` : ''}`;
}

function read({ text, usage, finishReason }: ModelAnswer): Generated {
  const answer = text.slice(0, LONGEST_ANSWER);
  const faulty = (code: string, message: string, isFinal = false): Generated => ({
    kind: 'FAULTY',
    issues: [issue(code, message)],
    answer,
    usage,
    isFinal,
  });
  if (finishReason === 'refused')
    return faulty('MODEL_REFUSED', 'The model refused to answer.', true);
  if (finishReason === 'length')
    return faulty('ANSWER_CUT', 'The answer was cut at its limit: answer fewer words.');
  const json = jsonIn(text);
  if (json === null) return faulty('ANSWER_NOT_JSON', 'The answer is not one JSON object.');
  const refused = (json as { refuse?: unknown }).refuse;
  if (typeof refused === 'string' && refused)
    return { kind: 'REFUSED', reason: refused.slice(0, 400) };
  const parsed = PluginSpec.safeParse(normaliseSpec(json));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) =>
      issue('SPEC_INVALID', `${path.join('.')}: ${message}`),
    );
    return { kind: 'FAULTY', issues, answer, usage, isFinal: false };
  }
  const spec = parsed.data;
  if (isReservedEntity(spec.entity))
    return faulty('NAME_RESERVED', `${spec.entity} is a reserved name: choose another entity.`);
  return { kind: 'CANDIDATE', candidate: renderPlugin(spec), spec, answer, usage };
}

/** No connection, no time, no key: another attempt at once would not help. */
function failed(error: ModelError): Generated {
  const code = `MODEL_${error.failure}`;
  const isFinal = error.failure !== 'INVALID_ANSWER';
  return { kind: 'FAULTY', issues: [issue(code, error.message)], answer: '', usage: null, isFinal };
}

function issue(code: string, message: string): Issue {
  return {
    code,
    severity: 'ERROR',
    file: null,
    line: null,
    message: message.slice(0, 400),
    suggestion: null,
  };
}
