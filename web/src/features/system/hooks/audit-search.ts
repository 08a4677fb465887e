import type { AuditFilter } from '../../../generated/graphql.ts';

/** What the audit page is narrowed by, as it stands in the address; empty means any. */
export type AuditSearch = {
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly actorId: string;
  /** A day, `2026-11-24`, in the person's own time; included. */
  readonly from: string;
  readonly to: string;
};

/** The names of the parts, in the order of the form. */
export const AUDIT_FIELDS = ['action', 'target', 'outcome', 'actorId', 'from', 'to'] as const;

/** Reads a search out of an address. */
export function readAuditSearch(params: URLSearchParams): AuditSearch {
  const entries = AUDIT_FIELDS.map((name) => [name, params.get(name) ?? '']);
  return Object.fromEntries(entries) as AuditSearch;
}

/** The filter that the server is asked with: text is looked for at the beginning, days become moments. */
export function toAuditFilter({
  action,
  target,
  outcome,
  actorId,
  from,
  to,
}: AuditSearch): AuditFilter {
  return {
    action: beginning(action),
    target: beginning(target),
    outcome: outcome || null,
    actorId: actorId || null,
    from: startOf(from, 0),
    to: startOf(to, 1),
  };
}

function beginning(text: string): string | null {
  const trimmed = text.trim();
  if (!trimmed) return null;
  return trimmed.endsWith('*') ? trimmed : `${trimmed}*`;
}

function startOf(day: string, daysLater: number): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const moment = new Date(year, month - 1, date + daysLater);
  return day && !Number.isNaN(moment.getTime()) ? moment.toISOString() : null;
}
