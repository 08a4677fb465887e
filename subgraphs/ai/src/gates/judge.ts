import { withPlatformHeader } from '@gestas/sdk';
import type { Candidate } from '../models/candidate.ts';
import type { ReadLiveGraph } from '../models/live-graph.ts';
import type { Check, Issue } from '../models/verdict.ts';
import { authorizationGate } from './authorization-gate.ts';
import { contractGate } from './contract-gate.ts';
import { contentOf, fault, type Gate, type GateInput } from './gate.ts';
import type { GateCrew } from './gate-crew.ts';
import { migrationGate } from './migration-gate.ts';
import { ownershipGate } from './ownership-gate.ts';

/** What the gates found, and how long each took; gates behind one that failed are skipped. */
export type Judgement = { readonly issues: readonly Issue[]; readonly checks: readonly Check[] };

/** Judges a candidate; nothing of it runs. */
export type Judge = (candidate: Candidate) => Promise<Judgement>;

/** The gates in their order, cheapest first: each may rely on what those before it hold. */
export function createJudge(crew: GateCrew, readLiveGraph: ReadLiveGraph): Judge {
  const gates: readonly Gate[] = [
    contractGate,
    { name: 'imports', check: ({ candidate: { files } }) => crew.run({ kind: 'IMPORTS', files }) },
    authorizationGate,
    migrationGate,
    ownershipGate,
    {
      name: 'types',
      check: ({ candidate: { folder, files } }) => crew.run({ kind: 'TYPES', folder, files }),
    },
    { name: 'composition', check: (input) => crew.run(compositionOf(input)) },
  ];
  return async (candidate) => {
    const input = { candidate, live: await readLiveGraph() };
    const checks: Check[] = [];
    let issues: readonly Issue[] = [];
    for (const gate of gates) {
      if (issues.length > 0) {
        checks.push({ gate: gate.name, status: 'SKIPPED', milliseconds: 0 });
        continue;
      }
      const begin = performance.now();
      issues = await checked(gate, input);
      const status = issues.length > 0 ? 'FAILED' : 'PASSED';
      checks.push({ gate: gate.name, status, milliseconds: Math.round(performance.now() - begin) });
    }
    return { issues, checks };
  };
}

/** A gate that breaks lets nothing through. */
async function checked(gate: Gate, input: GateInput): Promise<readonly Issue[]> {
  try {
    return await gate.check(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return [fault('GATE_BROKEN', `The gate ${gate.name} could not decide: ${reason}`)];
  }
}

function compositionOf({ candidate, live }: GateInput) {
  const own = {
    name: `plugin-${candidate.folder}`,
    sdl: withPlatformHeader(contentOf(candidate, 'schema.graphql') ?? ''),
  };
  const mounted = live.map(({ name, sdl }) => ({ name, sdl }));
  return {
    kind: 'COMPOSITION' as const,
    plugins: [...mounted, own],
    candidate: own.name,
    manifest: contentOf(candidate, 'manifest.json') ?? '',
    permissions: live.flatMap(({ permissions }) => permissions),
  };
}
