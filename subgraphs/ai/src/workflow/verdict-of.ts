import type { Judgement } from '../gates/judge.ts';
import type { Candidate } from '../models/candidate.ts';
import type { Language } from '../models/generation-record.ts';
import type { RunResult } from '../models/generation-run.ts';
import type { Attempt } from '../models/plugin-generator.ts';
import type { PluginSpec } from '../models/plugin-spec.ts';
import type { Passage } from '../models/retrieval-service.ts';
import type { Opinion } from '../models/supervisor-service.ts';
import type { NotRunReason } from '../models/test-sandbox.ts';
import type { Issue, Verdict } from '../models/verdict.ts';
import { stepTexts } from './step-texts.ts';

/** What came of generating and judging. */
export type Outcome = {
  readonly candidate: Candidate | null;
  readonly spec: PluginSpec | null;
  readonly judgement: Judgement;
  readonly attempts: readonly Attempt[];
} & ({ readonly kind: 'JUDGED' } | { readonly kind: 'REFUSED'; readonly reason: string });

const WEIGHT = { ERROR: 10, WARNING: 3, INFO: 1 } as const;

/** The end of a run. Gates decide; a veto stops what they let through, and nothing lets through what they stopped. */
export function resultOf(
  outcome: Outcome,
  opinion: Opinion | null,
  language: Language,
  citations: readonly Passage[],
): RunResult {
  const { candidate, spec, judgement } = outcome;
  const base = {
    spec,
    citations,
    assumptions: candidate?.assumptions ?? [],
    files: candidate?.files ?? [],
  };
  if (outcome.kind === 'REFUSED') {
    const issue = fault('REQUEST_REFUSED', outcome.reason);
    return {
      ...base,
      status: 'REJECTED',
      verdict: verdict('REJECT', outcome.reason, [issue], judgement),
    };
  }
  if (judgement.issues.length > 0 || !candidate) {
    const text = failureText(judgement.issues, language);
    return {
      ...base,
      status: 'FAILED',
      verdict: verdict('REJECT', text, judgement.issues, judgement),
    };
  }
  if (opinion?.veto) {
    const issue = fault('SUPERVISOR_VETO', opinion.veto);
    return {
      ...base,
      status: 'FAILED',
      verdict: verdict('REJECT', opinion.veto, [issue, ...opinion.issues], judgement),
    };
  }
  const text = passedText(judgement, language);
  return {
    ...base,
    status: 'NEEDS_REVIEW',
    verdict: verdict('APPROVE', text, opinion?.issues ?? [], judgement),
  };
}

/** What stays unknown is said where the decision is made. */
function passedText({ checks }: Judgement, language: Language): string {
  const unknown = checks.find(({ status }) => status === 'NOT_RUN');
  const passed =
    language === 'es'
      ? 'Todas las puertas lo dejan pasar: decide una persona.'
      : 'Every gate lets it pass: a person decides.';
  return unknown
    ? `${passed} ${stepTexts(language).notRun(unknown.reason as NotRunReason)}`
    : passed;
}

function verdict(
  decision: Verdict['decision'],
  summary: string,
  issues: readonly Issue[],
  { checks }: Judgement,
): Verdict {
  const passed = checks.filter(({ status }) => status === 'PASSED').length;
  const share = checks.length > 0 ? (100 * passed) / checks.length : 0;
  const weight = issues.reduce((sum, { severity }) => sum + WEIGHT[severity], 0);
  const score = Math.max(0, Math.round(share - weight));
  return { decision, score, summary, issues, checks };
}

function failureText(issues: readonly Issue[], language: Language): string {
  const [first] = issues;
  const lead =
    language === 'es' ? 'Ninguna versión pasó las puertas.' : 'No version passed the gates.';
  return first ? `${lead} ${first.message}` : lead;
}

function fault(code: string, message: string): Issue {
  return { code, severity: 'ERROR', file: null, line: null, message, suggestion: null };
}
