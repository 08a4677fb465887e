import { setTimeout as delay } from 'node:timers/promises';
import { asStream, PROVIDER_DOUBLES } from './model-doubles.ts';
import { startModelServer } from './model-server.ts';

// Run as a process of its own: cuts, leaves and times out a stream of every provider, then says that it lives.
const server = await startModelServer();
const request = { messages: [{ role: 'user' as const, content: 'x' }] };
for (const double of PROVIDER_DOUBLES) {
  const model = double.create(server.url, { totalMs: 2_000, idleMs: 200, maxCharacters: 1_000 });
  server.behave((response) => {
    asStream(response);
    double.begin(response, ['one']);
    setTimeout(() => response.destroy(), 20);
  });
  await drain(model.stream(request), Number.POSITIVE_INFINITY);
  await model.complete(request).catch(() => undefined);
  server.behave((response) => {
    asStream(response);
    double.begin(response, ['one']);
  });
  await drain(model.stream(request), 1);
  await drain(model.stream({ ...request, signal: AbortSignal.abort() }), 1);
  await drain(model.stream({ ...request, signal: AbortSignal.timeout(5) }), 2);
  await drain(model.stream(request), Number.POSITIVE_INFINITY);
}
await server.stop();
await delay(300);
process.stdout.write('alive\n');

async function drain(stream: AsyncIterable<unknown>, most: number): Promise<void> {
  let count = 0;
  try {
    for await (const _delta of stream) if (++count >= most) break;
  } catch {
    // expected
  }
}
