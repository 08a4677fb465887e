import type { Issue } from '../models/verdict.ts';
import type { GateJob, GateReply, GateRequest } from './worker-messages.ts';

/** Each tool is loaded when its first job comes. */
async function work(job: GateJob): Promise<readonly Issue[]> {
  if (job.kind === 'IMPORTS') return (await import('./check-imports.ts')).checkImports(job.files);
  if (job.kind === 'TYPES')
    return (await import('./check-types.ts')).checkTypes(job.folder, job.files);
  const { plugins, candidate, manifest, permissions } = job;
  const { checkComposition } = await import('./check-composition.ts');
  return checkComposition(plugins, candidate, manifest, permissions);
}

let turn: Promise<void> = Promise.resolve();
process.on('message', ({ id, job }: GateRequest) => {
  turn = turn.then(async () => {
    const reply: GateReply = await work(job).then(
      (issues) => ({ id, issues }),
      (error: unknown) => ({
        id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    process.send?.(reply);
  });
});
process.on('disconnect', () => process.exit());
