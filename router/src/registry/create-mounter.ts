import type { Logger, PluginRefusal, RegistrationContent } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import type { InspectComposition } from '../engine/create-graph-keeper.ts';
import type { ManagedPlugin } from '../engine/managed-plugin.ts';
import type { PluginTransport } from '../traffic/plugin-target.ts';
import { createGate, type Gate, type GateOptions } from './create-gate.ts';

/** What a plugin registers, with the hash its leases name. */
export type Candidate = RegistrationContent & { readonly hash: string };

/** A plugin as the gate left it. */
export type Mounted = {
  /** What is composed; null when nothing of it ever passed. */
  readonly accepted: Candidate | null;
  /** What came last and did not pass; null once something did. */
  readonly refused: Candidate | null;
  readonly lastRefusal: PluginRefusal | null;
};

/** What goes through the gate into the graph. */
export type Mounter = {
  /**
   * Has these plugins in the graph from now on: changed ones pass the gate one and all, or one by one, and where they
   * don't, what was there before stays. A plugin that is not among `enrolled` leaves; among those that come at once, who
   * was enrolled first comes first.
   */
  mount(candidates: readonly Candidate[], enrolled: readonly string[]): Promise<void>;
  plugins(): ReadonlyMap<string, Mounted>;
  /** Whether something was refused that may pass the next time: the composer ran out of time, or others have changed since. */
  isUndecided(): boolean;
};

/** What mounting takes. */
export type MounterOptions = GateOptions & {
  /** What was served before, with nobody to ask for it now. */
  readonly initial: readonly Candidate[];
  readonly recompose: (
    plugins: readonly ManagedPlugin[],
    inspect: InspectComposition,
  ) => Promise<readonly CompositionFault[]>;
  readonly transportOf: (plugin: string, acceptedHash: string) => PluginTransport;
  readonly logger: Logger;
  readonly now: () => number;
};

/** Faults that say nothing about the schema: it is tried again, at the next look. */
const PASSING = ['COMPOSITION_TIMEOUT', 'COMPOSITION_CRASHED', 'SMOKE_FAILED'];
/** A composition that never ends must not be begun for ever. */
const MAX_ATTEMPTS = 3;

/** Makes the mounter. Calls must not overlap. */
export function createMounter(options: MounterOptions): Mounter {
  const { logger, now } = options;
  const gate = createGate(options);
  const accepted = new Map(options.initial.map((one) => [one.manifest.name, one]));
  const refused = new Map<string, Candidate>();
  /** Refusals that hold as long as the others stay what they are. */
  const judged = new Map<string, string>();
  const refusals = new Map<string, PluginRefusal>();
  const attempts: Attempts = new Map();
  const compose = composing(options, gate, accepted);

  const accept = (candidates: readonly Candidate[]) => {
    for (const one of candidates) {
      accepted.set(one.manifest.name, one);
      refused.delete(one.manifest.name);
    }
    if (candidates.length === 0) return;
    judged.clear();
    attempts.clear();
  };
  const refuse = (candidate: Candidate, faults: readonly CompositionFault[]) => {
    const { name } = candidate.manifest;
    logger.error({ plugin: name, faults }, 'registration refused');
    refused.set(name, candidate);
    refusals.set(name, toRefusal(faults, now()));
    if (isFinal(candidate, faults, attempts)) judged.set(name, candidate.hash);
  };
  const mountEach = async (candidates: readonly Candidate[]) => {
    for (const one of candidates) {
      if (gate.sift([one], accepted, refuse).length === 0) continue;
      const faults = await compose([one]);
      if (faults.length === 0) accept([one]);
      else refuse(one, faults);
    }
  };
  const isFresh = ({ manifest, hash }: Candidate) => accepted.get(manifest.name)?.hash !== hash;
  const isJudged = ({ manifest, hash }: Candidate) => judged.get(manifest.name) === hash;

  const mountRound = async (fresh: readonly Candidate[]) => {
    const changed = gate.sift(
      fresh.filter((one) => !isJudged(one)),
      accepted,
      refuse,
    );
    if (accepted.size === 0 && changed.length === 0) return;
    if (changed.length > 0 && accepted.size > 0 && !gate.knowsServed()) await compose([]);
    const faults = await compose(changed);
    if (faults.length === 0) accept(changed);
    else if (changed.length === 1) changed.map((one) => refuse(one, faults));
    else await mountEach(changed);
  };

  return {
    plugins: () => overview(accepted, refused, refusals),
    isUndecided: () => [...refused].some(([name, { hash }]) => judged.get(name) !== hash),
    async mount(candidates, enrolled) {
      const before = accepted.size;
      for (const map of [accepted, refused, judged, refusals, attempts]) keepOnly(map, enrolled);
      for (const one of candidates) if (!isFresh(one)) refused.delete(one.manifest.name);
      const fresh = enrolledOf(candidates.filter(isFresh), enrolled);
      if (fresh.length > 0 && accepted.size !== before) await compose([]); // what has left is no loss
      const wereJudged = fresh.filter(isJudged);
      await mountRound(fresh);
      if (wereJudged.some((one) => !isJudged(one))) await mountRound(fresh.filter(isFresh));
    },
  };
}

type Attempts = Map<string, { readonly hash: string; readonly count: number }>;

/** Whether a refusal holds as long as the others stay what they are; counts the attempts. */
function isFinal(
  { manifest: { name }, hash }: Candidate,
  faults: readonly CompositionFault[],
  attempts: Attempts,
): boolean {
  const before = attempts.get(name);
  const count = before?.hash === hash ? before.count + 1 : 1;
  attempts.set(name, { hash, count });
  if (!faults.some(({ code }) => PASSING.includes(code))) return true;
  return count >= MAX_ATTEMPTS && faults.some(({ code }) => code !== 'SMOKE_FAILED');
}

/** Composes what was accepted with the candidates in its place. */
function composing(
  { recompose, transportOf }: MounterOptions,
  gate: Gate,
  accepted: ReadonlyMap<string, Candidate>,
) {
  return async (candidates: readonly Candidate[]): Promise<readonly CompositionFault[]> => {
    const fresh = candidates.map((one) => [one.manifest.name, one] as const);
    const plugins = [...new Map([...accepted, ...fresh]).values()];
    const faults = await recompose(
      plugins.map(({ manifest, sdl, hash }) => ({
        manifest,
        sdl,
        transport: transportOf(manifest.name, hash),
      })),
      gate.inspect(candidates, accepted),
    );
    if (faults.length === 0) gate.settle();
    return faults;
  };
}

/** Those that may join, in the order of their enrolment. */
function enrolledOf(
  candidates: readonly Candidate[],
  names: readonly string[],
): readonly Candidate[] {
  const place = ({ manifest }: Candidate) => names.indexOf(manifest.name);
  return candidates
    .filter((one) => place(one) >= 0)
    .sort((one, other) => place(one) - place(other));
}

function keepOnly(map: Map<string, unknown>, names: readonly string[]): void {
  for (const name of map.keys()) if (!names.includes(name)) map.delete(name);
}

function overview(
  accepted: ReadonlyMap<string, Candidate>,
  refused: ReadonlyMap<string, Candidate>,
  refusals: ReadonlyMap<string, PluginRefusal>,
): ReadonlyMap<string, Mounted> {
  const names = [...new Set([...accepted.keys(), ...refused.keys()])];
  return new Map(
    names.map((name) => [
      name,
      {
        accepted: accepted.get(name) ?? null,
        refused: refused.get(name) ?? null,
        lastRefusal: refusals.get(name) ?? null,
      },
    ]),
  );
}

function toRefusal(faults: readonly CompositionFault[], now: number): PluginRefusal {
  const [first] = faults;
  return {
    at: new Date(now).toISOString(),
    code: first?.code ?? 'COMPOSITION_FAILED',
    message: faults.map(({ message }) => message).join('\n'),
    coordinates: [...new Set(faults.flatMap(({ coordinates }) => coordinates))],
  };
}
