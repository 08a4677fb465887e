import type { DatasetDraft, HeldRun, RunResult } from '../models/generation-run.ts';
import { TESTS_GATE } from '../models/test-sandbox.ts';
import type { Outcome } from './verdict-of.ts';
import type { RunTools } from './work.ts';

/** The row every finished run leaves: what was asked, every answer with its faults, and where all of it comes from. */
export function datasetRowOf(
  run: HeldRun,
  result: RunResult,
  outcome: Outcome,
  tools: RunTools,
): DatasetDraft {
  const turns = outcome.attempts.flatMap(({ answer, issues }, at) => [
    { role: 'assistant', content: answer },
    ...(at < outcome.attempts.length - 1
      ? [
          {
            role: 'user',
            content: issues.map(({ code, message }) => `${code}: ${message}`).join('\n'),
          },
        ]
      : []),
  ]);
  const refusal =
    outcome.kind === 'REFUSED'
      ? [{ role: 'assistant', content: JSON.stringify({ refuse: outcome.reason }) }]
      : [];
  return {
    outcome: result.status,
    messages: [{ role: 'user', content: run.prompt }, ...turns, ...refusal],
    provenance: {
      language: run.language,
      generator: tools.generator.name,
      supervisor: tools.supervisor.name,
      gatesPassed: result.status === 'NEEDS_REVIEW',
      tests: result.verdict.checks.find(({ gate }) => gate === TESTS_GATE)?.status ?? 'SKIPPED',
      issues: outcome.attempts.map(({ issues }) => issues.map(({ code }) => code)),
      citations: result.citations.map(({ source }) => source),
      folder: outcome.candidate?.folder ?? null,
    },
  };
}
