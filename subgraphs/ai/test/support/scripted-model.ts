import type { ModelDelta, ModelRequest, ModelService } from '../../src/models/model-service.ts';

/** A model that says what a test gives it, and keeps what it was asked. */
export function scriptedModel() {
  const asked: ModelRequest[] = [];
  let script: (request: ModelRequest) => AsyncIterable<ModelDelta> = async function* () {};
  const model: ModelService = {
    name: { kind: 'OPENAI_COMPATIBLE', model: 'scripted', isModel: true },
    complete: async () => {
      throw new Error('chat streams');
    },
    stream(request) {
      asked.push(request);
      return script(request);
    },
  };
  return {
    model,
    asked,
    say(...pieces: readonly string[]) {
      script = async function* () {
        for (const text of pieces) yield { text };
        const usage = { inputTokens: 3, outputTokens: 4 };
        yield { text: '', end: { usage, finishReason: 'stop' } };
      };
    },
    behave(next: typeof script) {
      script = next;
    },
  };
}
