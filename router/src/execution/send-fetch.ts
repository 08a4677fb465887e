import type { Caller, PluginClient } from '../pipeline.ts';
import type { FetchAnswer, SendFetch } from './fetch.ts';
import { answeredFault, answerInvalid, type FaultContext, thrownFault } from './plugin-faults.ts';
import { isRawObject, type RawObject } from './raw-data.ts';

/** What sends fetches for one caller. */
export type SenderOptions = {
  readonly client: PluginClient;
  readonly caller: Caller;
  readonly logger: FaultContext['logger'];
  /** Is given `extensions.gestas` of each answer that has it; nothing of it goes further. */
  readonly onExtensions: (plugin: string, extensions: RawObject) => void;
};

/** Makes the function that sends a plan's fetches as one caller and checks what comes back. */
export function createSender({ client, caller, logger, onExtensions }: SenderOptions): SendFetch {
  return async ({ plugin, operation, operationName, variables, retryable }) => {
    const context = { plugin, logger, requestId: caller.requestId };
    try {
      const body = JSON.stringify({ query: operation, operationName, variables });
      const response = await client.send(plugin, body, caller, { retryable });
      const answer = parseAnswer(response.body);
      const extensions = answer && ownObject(answer, 'extensions');
      const ours = extensions && ownObject(extensions, 'gestas');
      if (ours) onExtensions(plugin, ours);
      return answer ? readAnswer(answer, context) : invalid(plugin, response.status, context);
    } catch (thrown) {
      return { data: null, faults: [thrownFault(thrown, context)] };
    }
  };
}

function invalid(plugin: string, status: number, { logger, requestId }: FaultContext): FetchAnswer {
  logger.error({ plugin, requestId, status }, 'plugin answer is not a GraphQL response');
  return { data: null, faults: [answerInvalid(plugin)] };
}

function readAnswer(answer: RawObject, context: FaultContext): FetchAnswer {
  const { errors } = answer;
  const faults = Array.isArray(errors) ? errors.map((error) => answeredFault(error, context)) : [];
  return { data: ownObject(answer, 'data'), faults };
}

/** The answer when it is a GraphQL response: an object with `data` or errors (GraphQL specification, 7.1). */
function parseAnswer(body: string): RawObject | null {
  const answer = parseJson(body);
  if (!isRawObject(answer)) return null;
  const data = Object.hasOwn(answer, 'data') ? answer['data'] : undefined;
  const { errors } = answer;
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) return null;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (isRawObject(data)) return answer;
  return hasErrors && (data === null || data === undefined) ? answer : null;
}

/** JSON.parse gives every name as an own property, `__proto__` too; null when it isn't JSON. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function ownObject(object: RawObject, name: string): RawObject | null {
  const value = Object.hasOwn(object, name) ? object[name] : null;
  return isRawObject(value) ? value : null;
}
