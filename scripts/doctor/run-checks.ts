import { type Check, type Finding, fail, reasonOf, type Site } from './finding.ts';

/** Runs checks one after the other and tells each finding as it comes; a check that throws is itself a fault. */
export async function runChecks(
  checks: Readonly<Record<string, Check>>,
  site: Site,
  tell: (finding: Finding) => void,
): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const found = await Promise.resolve()
      .then(() => check(site))
      .catch((error: unknown) => [
        fail(
          name,
          `could not be looked at: ${reasonOf(error)}`,
          'Mend what it names, then look again.',
        ),
      ]);
    for (const finding of found) tell(finding);
    all.push(...found);
  }
  return all;
}
