import { isPlatformEvent } from '@gestas/sdk';
import type { ConstDirectiveNode } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { argumentOf, readApplications, stringsOf } from './applications.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { mayHearPlatform } from './public-coordinates.ts';

/**
 * A subscription field listens to events that its plugin emits. It may listen to another's that the manifest names in
 * `consumes`, but then only for the key: an event's data is answered as it is, without the rules of the plugin it tells of.
 * The platform's own events reach the viewers of every tenant, so one plugin alone may listen to them.
 */
export function checkEventDeclarations({ candidate }: GateContext): readonly CompositionFault[] {
  return readApplications(candidate.parts).flatMap(({ coordinate, directive }) => {
    if (directive.name.value !== 'event') return [];
    if (!/^Subscription\.\w+$/.test(coordinate)) {
      const message = `@event on ${coordinate}: only subscription fields listen to events.`;
      return [fault('EVENT_MISPLACED', message, [coordinate])];
    }
    return eventFaults(candidate.manifest, coordinate, directive);
  });
}

function eventFaults(
  { name, emits, consumes }: GateContext['candidate']['manifest'],
  coordinate: string,
  directive: ConstDirectiveNode,
): readonly CompositionFault[] {
  const names = stringsOf(directive, 'names');
  const platform = names.filter(isPlatformEvent);
  if (platform.length > 0 && (platform.length < names.length || !mayHearPlatform(name))) {
    const message = `${coordinate} listens to ${platform.join(', ')}: the platform's own events are for its own subscription, and stand alone.`;
    return [fault('EVENT_RESERVED', message, [coordinate])];
  }
  const known = [...emits, ...consumes, ...platform];
  const unknown = names.filter((event) => !known.includes(event));
  if (names.length === 0 || unknown.length > 0) {
    const what = unknown.join(', ') || 'nothing';
    const message = `${coordinate} listens to ${what}, which the manifest neither emits nor names in consumes.`;
    return [fault('EVENT_UNKNOWN', message, [coordinate])];
  }
  const foreign = names.filter((event) => !emits.includes(event));
  const isKeyed = typeof argumentOf(directive, 'key') === 'string';
  const isWhole = argumentOf(directive, 'payload') === true;
  if (foreign.length === 0 || (isKeyed && !isWhole)) return [];
  const message = `${coordinate} would answer the data of ${foreign.join(', ')}, which it does not emit: use its key.`;
  return [fault('EVENT_PAYLOAD_FOREIGN', message, [coordinate])];
}
