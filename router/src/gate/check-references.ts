import { hasPermission } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import { argumentOf, readApplications } from './applications.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { keyFields } from './ownership-book.ts';
import { namedTypeOf, readSelection } from './read-selection.ts';
import type { Registration } from './registration.ts';
import { clausesOf } from './rule-clauses.ts';

const CODES: Readonly<Record<string, string>> = {
  key: 'REQUIRES_NOT_GRANTED',
  requires: 'REQUIRES_NOT_GRANTED',
  provides: 'PROVIDES_NOT_GRANTED',
};

/**
 * `@requires`, and a key that looks into another type, send other plugins' data to this one: it needs the owner's grant, or
 * in `uses` a permission for each rule of those fields, with which it may ask for them anyway. `@provides` answers
 * in another's place, `@override` takes its place: only a grant allows that.
 */
export function checkReferences(context: GateContext): readonly CompositionFault[] {
  return readApplications(context.candidate.parts).flatMap(({ coordinate, directive }) => {
    const name = directive.name.value;
    if (name === 'override') return overrideFaults(context, coordinate);
    const code = CODES[name];
    const [type = '', field = ''] = coordinate.split('.');
    const from = name === 'provides' ? namedTypeOf(context.candidate.parts, type, field) : type;
    if (!code || from === undefined || (name === 'key' && context.book.typeOwner(type))) return [];
    const set = readSelection(context.candidate.parts, from, argumentOf(directive, 'fields'));
    return (set?.coordinates ?? []).flatMap((selected) => {
      const owner = ownerOfData(context, selected);
      if (!owner || context.mayTouch(owner, selected)) return [];
      if (name !== 'provides' && isInUses(context.candidate, owner, selected)) return [];
      const message = `@${name} on ${coordinate} takes ${selected} from ${owner.name}, which does not grant it.`;
      return [fault(code, message, [selected])];
    });
  });
}

function overrideFaults(
  { book, mayTouch }: GateContext,
  coordinate: string,
): readonly CompositionFault[] {
  const owner = book.ownerOf(coordinate);
  if (!owner || mayTouch(owner, coordinate)) return [];
  const message = `@override takes ${coordinate} from ${owner.name}, which does not grant it.`;
  return [fault('OVERRIDE_NOT_GRANTED', message, [coordinate])];
}

/** The owner of a field whose value is more than the key by which everybody refers to the entity. */
function ownerOfData({ book }: GateContext, coordinate: string): Registration | undefined {
  const [type = '', field = ''] = coordinate.split('.');
  const owner = book.fieldOwner(type, field);
  const part = owner?.parts.get(type);
  return part && keyFields(owner?.parts ?? new Map(), part).includes(coordinate)
    ? undefined
    : owner;
}

/** Whether every rule of the field is one of scopes that the plugin's `uses` satisfy. */
function isInUses({ manifest }: Registration, owner: Registration, coordinate: string): boolean {
  const [type = '', field = ''] = coordinate.split('.');
  const part = owner.parts.get(type);
  const definition = part?.fields.get(field);
  const rules = [part, definition].flatMap((element) => (element ? clausesOf(element) : []));
  const others = rules.filter(({ kind }) => kind !== 'session');
  return (
    others.length > 0 &&
    others.every(
      ({ kind, anyOf }) =>
        kind === 'scopes' &&
        anyOf.some((set) => set.every((scope) => hasPermission(manifest.uses, scope))),
    )
  );
}
