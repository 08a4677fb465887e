import type { CompositionFault } from '../composition/composition.ts';
import { checkCosts } from './check-costs.ts';
import { checkDefinitions } from './check-definitions.ts';
import { checkEventDeclarations } from './check-events.ts';
import { checkManifest } from './check-manifest.ts';
import { checkOwnership } from './check-ownership.ts';
import { checkRules } from './check-rules.ts';
import { type GateContext, gateContext, type Surrounding } from './gate-context.ts';

type Check = (context: GateContext) => readonly CompositionFault[];

/** In this order; the first that finds faults ends it. */
const CHECKS: readonly Check[] = [
  checkManifest,
  ({ candidate }) => checkDefinitions(candidate.parts),
  checkOwnership,
  checkRules,
  checkEventDeclarations,
  checkCosts,
];

/** The gate's second part: a candidate among those mounted and those that wait with it. Answers the faults. */
export function checkCandidate(surrounding: Surrounding): readonly CompositionFault[] {
  const context = gateContext(surrounding);
  for (const check of CHECKS) {
    const faults = check(context);
    if (faults.length > 0) return faults;
  }
  return [];
}
