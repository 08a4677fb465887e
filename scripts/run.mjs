// Runs a TypeScript entry with tsx on any platform: `node scripts/run.mjs FILE [arguments]`.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const [entry, ...rest] = process.argv.slice(2);
const file = resolve(entry);
process.argv.splice(1, process.argv.length, file, ...rest);
register();
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM')); // whoever started it by a channel is gone
}
if (process.env.npm_lifecycle_event) (await import('./stop-with-npm.ts')).stopWithNpm();
await import(pathToFileURL(file).href);
