/** The machine's variables, without the platform's own: no process sees another's secrets. */
export function inheritedVariables(): Record<string, string | undefined> {
  const { PATH, HOME, LANG, TZ, TMPDIR, SystemRoot, NODE_OPTIONS } = process.env;
  return { PATH, HOME, LANG, TZ, TMPDIR, SystemRoot, NODE_OPTIONS };
}
