import type { FieldDefinitionNode } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { type Application, argumentOf, readApplications } from './applications.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { addedFields } from './ownership-book.ts';
import { clauseOf, clausesOf } from './rule-clauses.ts';
import { appliedTo, ROOTS, type TypePart } from './schema-parts.ts';

/**
 * Every root field and every entity field has a rule on itself or its type, or is marked public where the platform allows
 * it; every rule names permissions that exist, and none is empty, for an empty one lets everybody through.
 */
export function checkRules(context: GateContext): readonly CompositionFault[] {
  const permissions = permissionsIn(context);
  const stated = readApplications(context.candidate.parts).flatMap((application) => [
    ...ruleFaults(application, permissions),
    ...publicFaults(context, application),
  ]);
  const uncovered = [...context.candidate.parts.values()].flatMap((part) =>
    coverageFaults(context, part),
  );
  return [...stated, ...uncovered];
}

function permissionsIn({ candidate, others }: GateContext): ReadonlySet<string> {
  const manifests = [candidate, ...others].map(({ manifest }) => manifest);
  return new Set(manifests.flatMap(({ permissions }) => permissions.map(({ name }) => name)));
}

function ruleFaults(
  { coordinate, directive }: Application,
  permissions: ReadonlySet<string>,
): readonly CompositionFault[] {
  const clause = clauseOf(directive);
  if (!clause || clause.kind === 'session') return [];
  const isEmpty = (set: readonly string[]) => set.length === 0 || set.some((one) => !one.trim());
  if (clause.anyOf.length === 0 || clause.anyOf.some(isEmpty)) {
    const message = `@${directive.name.value} on ${coordinate} has an empty set, which everybody satisfies.`;
    return [fault('RULE_EMPTY', message, [coordinate])];
  }
  if (clause.kind === 'policies') return [];
  return clause.anyOf.flat().flatMap((scope) => {
    if (permissions.has(scope)) return [];
    const message = `${scope} on ${coordinate} is no permission of this plugin’s manifest or of a mounted plugin’s.`;
    return [fault('PERMISSION_UNKNOWN', message, [coordinate])];
  });
}

function publicFaults(
  context: GateContext,
  { coordinate, directive }: Application,
): readonly CompositionFault[] {
  const isMark = directive.name.value === 'tag' && argumentOf(directive, 'name') === 'public';
  if (!isMark || context.isPublic(coordinate)) return [];
  const message = `${coordinate} would be public; only what the platform lists may be.`;
  return [fault('PUBLIC_NOT_ALLOWED', message, [coordinate])];
}

function coverageFaults({ candidate }: GateContext, part: TypePart): readonly CompositionFault[] {
  const isRoot = ROOTS.includes(part.name);
  const isEntity = part.kind === 'Object' && appliedTo(part, 'key').length > 0;
  if (!isRoot && (!isEntity || isCovered(part))) return [];
  const added = isRoot ? [...part.fields.keys()] : ownFields(candidate, part);
  return added.flatMap((name) => {
    const field = part.fields.get(name);
    if (!field || isCovered(field)) return [];
    const coordinate = `${part.name}.${name}`;
    const message = `${coordinate} has no rule: add @requiresScopes, @policy or @authenticated to it or to its type.`;
    return [fault('AUTHORIZATION_MISSING', message, [coordinate])];
  });
}

/** All fields of an entity the manifest claims; of another one those that are added to it. */
function ownFields(candidate: GateContext['candidate'], part: TypePart): readonly string[] {
  const isOwn = candidate.manifest.owns.includes(part.name);
  return isOwn ? [...part.fields.keys()] : addedFields(candidate, part);
}

function isCovered(element: TypePart | FieldDefinitionNode): boolean {
  if (clausesOf(element).length > 0) return true;
  return appliedTo(element, 'tag').some((mark) => argumentOf(mark, 'name') === 'public');
}
