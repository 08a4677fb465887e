// A worker thread inherits neither tsx nor jest: register tsx, then load the entry named by `workerData.entry`.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
