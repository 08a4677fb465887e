import { PLATFORM_HEADER, type RegistrationContent } from '@gestas/sdk';
import { type DefinitionNode, Kind } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { checkShape } from '../gate/check-shape.ts';
import { fault } from '../gate/fault.ts';
import { ownDocument } from '../gate/registration.ts';

const MAX_SDL_BYTES = 256 * 1024;
const MAX_TYPES = 500;
/** What federation and the platform name their own. */
const RESERVED = /^_|^(link|join|core|federation|inaccessible|tag|cost|gestas)__/;
const RESERVED_DIRECTIVES = [
  ...new Set([...PLATFORM_HEADER.matchAll(/"@(\w+)"/g)].map(([, name]) => name ?? '')),
  'link',
];

/** A step of the gate: what is wrong with a registration, before it is composed with others. */
type Check = (content: RegistrationContent) => readonly CompositionFault[];

/** In this order; the first that finds faults ends it. */
const CHECKS: readonly Check[] = [checkSize, checkSyntax, checkTypeCount, checkNames, checkParts];

/** The gate's first part, each registration by itself: size, canonical header, syntax, names, shape. Answers the faults. */
export const checkRegistration: Check = (content) => {
  for (const check of CHECKS) {
    const faults = check(content);
    if (faults.length > 0) return faults;
  }
  return [];
};

function checkSize({ sdl }: RegistrationContent): readonly CompositionFault[] {
  const size = Buffer.byteLength(sdl);
  if (size <= MAX_SDL_BYTES) return [];
  return [fault('SDL_TOO_LARGE', `The SDL has ${size} bytes; ${MAX_SDL_BYTES} are the most.`)];
}

function checkSyntax({ sdl }: RegistrationContent): readonly CompositionFault[] {
  if (!sdl.startsWith(`${PLATFORM_HEADER}\n`)) {
    const message = 'The SDL does not begin with the platform’s header: register through the SDK.';
    return [fault('SDL_HEADER_MISSING', message)];
  }
  try {
    ownDocument(sdl);
    return [];
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [fault('SDL_INVALID', `The SDL is not well-formed: ${message}`)];
  }
}

function checkTypeCount({ sdl }: RegistrationContent): readonly CompositionFault[] {
  const count = ownDocument(sdl).definitions.length;
  if (count <= MAX_TYPES) return [];
  return [fault('TOO_MANY_TYPES', `The SDL defines ${count} types; ${MAX_TYPES} are the most.`)];
}

function checkNames({ sdl }: RegistrationContent): readonly CompositionFault[] {
  return ownDocument(sdl).definitions.flatMap((definition) => {
    const reserved = reservedIn(definition);
    if (!reserved) return [];
    const message = `${reserved} is the platform’s own: a plugin may not define or link it.`;
    return [fault('RESERVED_NAME', message, [reserved])];
  });
}

function reservedIn(definition: DefinitionNode): string | null {
  const links = 'directives' in definition ? (definition.directives ?? []) : [];
  const linked = links.find(({ name }) => ['link', 'composeDirective'].includes(name.value));
  if (linked) return `@${linked.name.value}`;
  if (!('name' in definition) || !definition.name) return null;
  const { value } = definition.name;
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
    const isTaken = RESERVED_DIRECTIVES.includes(value) || RESERVED.test(value);
    return isTaken ? `@${value}` : null;
  }
  return RESERVED.test(value) ? value : null;
}

function checkParts({ sdl }: RegistrationContent): readonly CompositionFault[] {
  return checkShape(sdl.slice(PLATFORM_HEADER.length), ownDocument(sdl));
}
