import type { Manifest } from './manifest.ts';

/** A variable that a manifest may not ask for. */
export type EnvironmentFault = {
  /** `VARIABLE_RESERVED`: the platform's own. `VARIABLE_TAKEN`: another plugin's. */
  readonly code: 'VARIABLE_RESERVED' | 'VARIABLE_TAKEN';
  readonly variable: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
};

type Asking = Pick<Manifest, 'name' | 'database' | 'environment'>;

/** What the platform reads itself, or makes for its parts and for one plugin alone. */
const RESERVED: readonly RegExp[] = [
  /^(GESTAS|ROUTER|PLUGIN|WEB|EVENTS|DISPATCHER|DRAIN|NODE|NPM|POSTGRES|PG)_/,
  /^(DATABASE_URL|REDIS_URL|REDIS_PASSWORD|LOG_LEVEL|SECURE_COOKIES|TRUST_PROXY|PATH|HOME)$/,
  /^(LD|DYLD)_/,
  /_(DATABASE_URL|TENANT_KEY|PLUGIN_KEY|SIGNING_KEYS?|REFRESH_KEY)$/,
];
/** What the platform lends to the plugin that names it: no secret of its own. */
const LENT: readonly string[] = ['GESTAS_MOUNT_DIR', 'QDRANT_URL'];

/**
 * What is wrong with the variables a plugin would read beside these others: it gets what begins with its own schema's name,
 * and what its manifest's `environment` names, as long as that is neither the platform's own nor another plugin's.
 */
export function environmentFaults(
  asking: Asking,
  others: readonly Asking[],
): readonly EnvironmentFault[] {
  const own = prefixOf(asking);
  const instead = `Name a variable that begins with ${own} instead; such a one needs no mention in the manifest.`;
  const foreign = asking.environment.filter((variable) => !variable.startsWith(own));
  const reserved = foreign
    .filter((variable) => isReserved(variable))
    .map((variable) => faultOf('VARIABLE_RESERVED', variable, 'the platform’s own', instead));
  const named = foreign.flatMap((variable) => {
    const owner = others.find((other) => reads(other, variable));
    if (!owner || isReserved(variable)) return [];
    return [faultOf('VARIABLE_TAKEN', variable, `of ${owner.name}`, instead)];
  });
  const other = `Choose another database.schema than ${asking.database.schema}: its plugin reads all that begins with ${own}.`;
  const covered = others.flatMap((one) =>
    [prefixOf(one), ...one.environment]
      .filter((variable) => variable.startsWith(own) && variable !== own)
      .map((variable) => faultOf('VARIABLE_TAKEN', variable, `of ${one.name}`, other)),
  );
  return [...reserved, ...named, ...covered];
}

function isReserved(variable: string): boolean {
  return !LENT.includes(variable) && RESERVED.some((pattern) => pattern.test(variable));
}

function reads(other: Asking, variable: string): boolean {
  return variable.startsWith(prefixOf(other)) || other.environment.includes(variable);
}

function prefixOf({ database: { schema } }: Asking): string {
  return `${schema.toUpperCase()}_`;
}

function faultOf(
  code: EnvironmentFault['code'],
  variable: string,
  whose: string,
  instead: string,
): EnvironmentFault {
  return { code, variable, message: `The variable ${variable} is ${whose}. ${instead}` };
}
