import type { CompositionFault } from '../composition/composition.ts';
import { argumentOf, readApplications } from './applications.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';

const MAX = 10_000;
/** Directive → its number, and the least it may be: an empty list would make all below it free. */
const NUMBERS = {
  cost: { argument: 'weight', least: 0 },
  listSize: { argument: 'assumedSize', least: 1 },
} as const;

/** Refuses costs that make an operation cheaper than nothing, or dearer than anybody may ask. */
export function checkCosts({ candidate }: GateContext): readonly CompositionFault[] {
  return readApplications(candidate.parts).flatMap(({ coordinate, directive }) => {
    const name = directive.name.value;
    if (name !== 'cost' && name !== 'listSize') return [];
    const { argument, least } = NUMBERS[name];
    const value = argumentOf(directive, argument);
    if (value === undefined && name === 'listSize') return [];
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= MAX) return [];
    const message = `@${name} on ${coordinate}: ${argument} must be a whole number from ${least} to ${MAX}.`;
    return [fault('COST_INVALID', message, [coordinate])];
  });
}
