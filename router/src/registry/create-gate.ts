import type { CompositionFault } from '../composition/composition.ts';
import type { InspectComposition } from '../engine/create-graph-keeper.ts';
import { checkCandidate } from '../gate/check-candidate.ts';
import { checkSupergraph } from '../gate/check-supergraph.ts';
import { isNewerVersion } from '../gate/is-newer-version.ts';
import { openOwnershipBook } from '../gate/ownership-book.ts';
import { isPlatformPublic } from '../gate/public-coordinates.ts';
import { readRegistration } from '../gate/registration.ts';
import { checkRegistration } from './check-registration.ts';
import { checkScreens } from './check-screens.ts';
import type { Candidate } from './create-mounter.ts';

/** What went through the gate, in the order it came. */
export type Accepted = ReadonlyMap<string, Candidate>;

/** What the gate takes. */
export type GateOptions = {
  /** Which coordinates may be public, by plugin; those of the platform when left out. */
  readonly isPublic?: ((coordinate: string, plugin: string) => boolean) | undefined;
  /** Asks a candidate’s instance something small; answers what is wrong. Nobody is asked without it. */
  readonly probe?: ((candidate: Candidate) => Promise<readonly CompositionFault[]>) | undefined;
};

/** The gate: what is looked at before composition, and what before the result is served. */
export type Gate = {
  /** Answers those that may be composed with what was accepted; tells of each other. */
  sift(
    candidates: readonly Candidate[],
    accepted: Accepted,
    refuse: (candidate: Candidate, faults: readonly CompositionFault[]) => void,
  ): readonly Candidate[];
  /** Looks at the composition of what was accepted with the candidates in it. */
  inspect(candidates: readonly Candidate[], accepted: Accepted): InspectComposition;
  /** The composition that was inspected last is served from now on. */
  settle(): void;
  /** Whether what is served now is known: rules are compared with it. */
  knowsServed(): boolean;
};

/** Makes the gate. */
export function createGate({ isPublic = isPlatformPublic, probe }: GateOptions): Gate {
  let served: string | null = null;
  let inspected: string | null = null;

  return {
    knowsServed: () => served !== null,
    settle() {
      served = inspected;
    },
    sift(candidates, accepted, refuse) {
      const wellFormed = candidates.filter((one) => {
        const faults = checkRegistration(one);
        if (faults.length > 0) refuse(one, faults);
        return faults.length === 0;
      });
      const passed: Candidate[] = [];
      for (const [index, one] of wellFormed.entries()) {
        const faults = checkCandidate({
          candidate: readRegistration(one),
          mounted: registrations(withCandidates(accepted, passed)),
          waiting: wellFormed.slice(index + 1).map(readRegistration),
          isPublic,
        });
        if (faults.length > 0) refuse(one, faults);
        else passed.push(one);
      }
      return passed;
    },
    inspect: (candidates, accepted) => async (supergraphSdl) => {
      inspected = supergraphSdl;
      const plugins = registrations(withCandidates(accepted, candidates));
      const names = candidates.map(({ manifest }) => manifest.name);
      const isUpgrade = ({ manifest: { name, version } }: Candidate) =>
        isNewerVersion(version, accepted.get(name)?.manifest.version ?? version);
      const faults = checkSupergraph({
        supergraphSdl,
        before: candidates.length > 0 ? served : null,
        plugins,
        changed: new Set(names),
        upgraded: new Set(candidates.filter(isUpgrade).map(({ manifest }) => manifest.name)),
        book: openOwnershipBook(plugins),
      });
      const all = [...withCandidates(accepted, candidates).values()];
      const found = faults.length > 0 ? faults : checkScreens(candidates, all, supergraphSdl);
      if (found.length > 0 || !probe) return found;
      return (await Promise.all(candidates.map(probe))).flat();
    },
  };
}

/** A plugin that registers anew keeps its place, and so what it owns. */
function withCandidates(accepted: Accepted, candidates: readonly Candidate[]): Accepted {
  return new Map([...accepted, ...candidates.map((one) => [one.manifest.name, one] as const)]);
}

function registrations(candidates: Accepted) {
  return [...candidates.values()].map(readRegistration);
}
