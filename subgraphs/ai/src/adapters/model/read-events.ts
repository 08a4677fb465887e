import { ModelError } from '../../models/model-service.ts';
import type { Deadline } from './deadline.ts';
import { createEventLines } from './event-lines.ts';

/** The `data` of Server-Sent Events, one by one. More than `maxBytes` in all is an INVALID_ANSWER. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  deadline: Deadline,
  maxBytes: number,
): AsyncIterable<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const lines = createEventLines();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.race(reader.read());
      deadline.heard();
      bytes += value?.byteLength ?? 0;
      if (bytes > maxBytes) throw new ModelError('INVALID_ANSWER', 'The answer is too large.');
      yield* lines.push(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }));
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
