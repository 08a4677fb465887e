import type { CompositionFault } from '../composition/composition.ts';
import { checkForeignType } from './check-foreign-type.ts';
import { checkReferences } from './check-references.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { addedFields } from './ownership-book.ts';
import { isReference } from './registration.ts';
import { ROOTS, type TypePart } from './schema-parts.ts';
import { checkShared, isShared } from './shared-types.ts';

/** Refuses what takes, hides, loosens, tightens or answers something of another plugin's without its grant. */
export function checkOwnership(context: GateContext): readonly CompositionFault[] {
  const { candidate, others } = context;
  const within = [...candidate.parts.values()].flatMap((part) => {
    if (ROOTS.includes(part.name)) return rootFaults(context, part);
    if (!isShared(part.name)) return typeFaults(context, part);
    return checkShared(
      part,
      others.flatMap(({ parts }) => parts.get(part.name) ?? []),
    );
  });
  return [...claimFaults(context), ...within, ...checkReferences(context), ...alike(context)];
}

function claimFaults({ candidate, book }: GateContext): readonly CompositionFault[] {
  return candidate.manifest.owns.flatMap((name) => {
    if (ROOTS.includes(name) || isShared(name)) {
      return [fault('OWNERSHIP_CONFLICT', `${name} is everybody’s: no plugin owns it.`, [name])];
    }
    const owner = book.typeOwner(name);
    return owner ? [conflict(name, owner.name)] : [];
  });
}

/** A root type itself is nobody’s: what stands on it would stand on every plugin’s fields. */
function rootFaults({ book, mayTouch }: GateContext, part: TypePart): readonly CompositionFault[] {
  const taken = [...part.fields.keys()].flatMap((field) => {
    const coordinate = `${part.name}.${field}`;
    const owner = book.fieldOwner(part.name, field);
    return owner && !mayTouch(owner, coordinate) ? [conflict(coordinate, owner.name)] : [];
  });
  if (part.directives.length === 0 && part.interfaces.length === 0 && part.kind === 'Object') {
    return taken;
  }
  const message = `${part.name} is everybody’s: it takes fields, and neither directives nor interfaces.`;
  return [fault('ROOT_TYPE_CHANGED', message, [part.name]), ...taken];
}

function typeFaults(context: GateContext, part: TypePart): readonly CompositionFault[] {
  const { candidate, book, mayTouch } = context;
  const owner = book.typeOwner(part.name);
  if (owner) return checkForeignType(context, part, owner);
  const added = isReference(candidate, part) ? addedFields(candidate, part) : part.fields.keys();
  const taken = [...added].flatMap((field) => {
    const coordinate = `${part.name}.${field}`;
    const contributor = book.fieldOwner(part.name, field);
    const isTaken = contributor && !mayTouch(contributor, coordinate);
    return isTaken ? [conflict(coordinate, contributor.name)] : [];
  });
  return [...taken, ...implementing(context, part)];
}

/** An implementer is what a client may find wherever the interface stands. */
function implementing(
  { book, mayTouch }: GateContext,
  part: TypePart,
): readonly CompositionFault[] {
  return part.interfaces.flatMap((name) => {
    const owner = book.typeOwner(name);
    return owner && !mayTouch(owner, name) ? [conflict(name, owner.name)] : [];
  });
}

/** Names that look the same in most fonts, such as `Query.user1` and `Query.userl`, pass for one another. */
function alike({ candidate, book }: GateContext): readonly CompositionFault[] {
  const taken = new Map<string, string>();
  for (const [name] of book.names()) taken.set(skeleton(name), name);
  return [...ownNames(candidate.parts)].flatMap((name) => {
    const other = taken.get(skeleton(name));
    if (!other || other === name || book.ownerOf(name)) return [];
    return [fault('NAME_LOOKALIKE', `${name} can be taken for ${other}.`, [name])];
  });
}

function* ownNames(parts: GateContext['candidate']['parts']): Iterable<string> {
  for (const { name, fields } of parts.values()) {
    if (!ROOTS.includes(name)) yield name;
    else for (const field of fields.keys()) yield `${name}.${field}`;
  }
}

function skeleton(name: string): string {
  return name.replace(/[I1]/g, 'l').replace(/0/g, 'O').toLowerCase();
}

function conflict(coordinate: string, owner: string): CompositionFault {
  const message = `${coordinate} belongs to ${owner}, whose manifest does not grant it.`;
  return fault('OWNERSHIP_CONFLICT', message, [coordinate]);
}
