import type { Logger, PluginRefusal, RegistrationContent } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import type { Recompose } from '../engine/create-graph-keeper.ts';
import type { PluginTransport } from '../traffic/plugin-target.ts';
import { checkRegistration } from './check-registration.ts';
import { checkScreens } from './check-screens.ts';

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

/** The gate, and what went through it. */
export type Mounter = {
  /**
   * Has these plugins in the graph from now on: changed ones pass the gate one and all, or one by one, and where they
   * don't, what was there before stays. A plugin that is not among `enrolled` leaves, whatever its instances say.
   */
  mount(candidates: readonly Candidate[], enrolled: readonly string[]): Promise<void>;
  plugins(): ReadonlyMap<string, Mounted>;
  /** Whether something was refused that may pass the next time: the composer ran out of time, or others have changed since. */
  isUndecided(): boolean;
};

/** What mounting takes. */
export type MounterOptions = {
  /** What was served before, with nobody to ask for it now. */
  readonly initial: readonly Candidate[];
  readonly recompose: Recompose;
  readonly transportOf: (plugin: string, acceptedHash: string) => PluginTransport;
  readonly logger: Logger;
  readonly now: () => number;
};

/** Faults that say nothing about the schema: it is tried again. */
const PASSING = ['COMPOSITION_TIMEOUT', 'COMPOSITION_CRASHED'];

/** Makes the gate. Calls must not overlap. */
export function createMounter(options: MounterOptions): Mounter {
  const { recompose, transportOf, logger, now } = options;
  const accepted = new Map(options.initial.map((one) => [one.manifest.name, one]));
  const refused = new Map<string, Candidate>();
  /** Refusals that hold as long as the others stay what they are. */
  const judged = new Map<string, string>();
  const refusals = new Map<string, PluginRefusal>();

  const compose = (candidates: readonly Candidate[]) => {
    const all = new Map([
      ...accepted,
      ...candidates.map((one) => [one.manifest.name, one] as const),
    ]);
    return recompose(
      [...all.values()].map(({ manifest, sdl, hash }) => ({
        manifest,
        sdl,
        transport: transportOf(manifest.name, hash),
      })),
      (supergraphSdl) => checkScreens(candidates, [...all.values()], supergraphSdl),
    );
  };
  const accept = (candidates: readonly Candidate[]) => {
    for (const one of candidates) {
      accepted.set(one.manifest.name, one);
      refused.delete(one.manifest.name);
    }
    if (candidates.length > 0) judged.clear();
  };
  const refuse = (candidate: Candidate, faults: readonly CompositionFault[]) => {
    const { name } = candidate.manifest;
    logger.error({ plugin: name, faults }, 'registration refused');
    refused.set(name, candidate);
    refusals.set(name, toRefusal(faults, now()));
    if (!faults.some(({ code }) => PASSING.includes(code))) judged.set(name, candidate.hash);
  };
  const passGate = (candidate: Candidate) => {
    const faults = checkRegistration(candidate);
    if (faults.length > 0) refuse(candidate, faults);
    return faults.length === 0;
  };
  const mountEach = async (candidates: readonly Candidate[]) => {
    for (const one of candidates) {
      const faults = await compose([one]);
      if (faults.length === 0) accept([one]);
      else refuse(one, faults);
    }
  };

  return {
    plugins: () => overview(accepted, refused, refusals),
    isUndecided: () => [...refused].some(([name, { hash }]) => judged.get(name) !== hash),
    async mount(candidates, enrolled) {
      for (const map of [accepted, refused, judged, refusals]) keepOnly(map, enrolled);
      const allowed = candidates.filter(({ manifest: { name } }) => enrolled.includes(name));
      const fresh = allowed.filter(
        ({ manifest: { name }, hash }) => accepted.get(name)?.hash !== hash,
      );
      for (const { manifest } of allowed.filter((one) => !fresh.includes(one))) {
        refused.delete(manifest.name);
      }
      const changed = fresh
        .filter(({ manifest: { name }, hash }) => judged.get(name) !== hash)
        .filter(passGate);
      if (accepted.size === 0 && changed.length === 0) return;
      const faults = await compose(changed);
      if (faults.length === 0) accept(changed);
      else if (changed.length === 1) changed.map((one) => refuse(one, faults));
      else await mountEach(changed);
    },
  };
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
