// The process in which TypeScript, Prisma's generator and the composer run: it registers tsx, then loads the worker.
import { register } from 'tsx/esm/api';

register();
await import('./gate-worker.ts');
