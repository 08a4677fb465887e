import { isPlatformEvent } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { maySignIn } from './public-coordinates.ts';
import type { Registration } from './registration.ts';

/** Refuses a manifest that takes names of others, or rights that only the sign-in plugin has. */
export function checkManifest({ candidate, others }: GateContext): readonly CompositionFault[] {
  return [
    ...signInFaults(candidate),
    ...grantFaults(candidate),
    ...platformEventFaults(candidate),
    ...others.flatMap((other) => takenFaults(candidate, other)),
  ];
}

function signInFaults({ name, manifest }: Registration): readonly CompositionFault[] {
  const asks = manifest.sessionCookies || manifest.establishesViewer.length > 0;
  if (!asks || maySignIn(name)) return [];
  const message = 'sessionCookies and establishesViewer are for the plugin that signs people in.';
  return [fault('SIGN_IN_RESERVED', message)];
}

function grantFaults({ name, manifest, parts }: Registration): readonly CompositionFault[] {
  return Object.entries(manifest.grants).flatMap(([plugin, coordinates]) => {
    const unknown = coordinates.filter((coordinate) => {
      const [type = '', field] = coordinate.split('.');
      const part = parts.get(type);
      return !part || (field !== undefined && !part.fields.has(field));
    });
    const missing = plugin === name ? coordinates : unknown;
    if (missing.length === 0) return [];
    const message = `The manifest grants ${plugin} what this plugin does not define: ${missing.join(', ')}.`;
    return [fault('GRANT_UNKNOWN', message, missing)];
  });
}

function platformEventFaults({ manifest }: Registration): readonly CompositionFault[] {
  const taken = manifest.emits.filter(isPlatformEvent);
  if (taken.length === 0) return [];
  return [fault('EVENT_TAKEN', `${taken.join(', ')} is announced by the platform itself.`)];
}

function takenFaults(candidate: Registration, other: Registration): readonly CompositionFault[] {
  const { manifest } = candidate;
  const theirs = other.manifest;
  const roots = new Set(theirs.permissions.map(({ name }) => name.split(':')[0]));
  const permissions = manifest.permissions
    .map(({ name }) => name)
    .filter((name) => roots.has(name.split(':')[0]));
  const events = manifest.emits.filter((event) => theirs.emits.includes(event));
  const schema =
    manifest.database.schema === theirs.database.schema ? [theirs.database.schema] : [];
  return [
    taken('PERMISSION_TAKEN', other, permissions),
    taken('EVENT_TAKEN', other, events),
    taken('SCHEMA_TAKEN', other, schema),
  ].flat();
}

/** A permission in another's name space would be granted to whoever has its wildcard, such as `cms:*`. */
function taken(
  code: string,
  { name }: Registration,
  names: readonly string[],
): readonly CompositionFault[] {
  if (names.length === 0) return [];
  return [fault(code, `${name} was there before with ${names.join(', ')}.`)];
}
