import { z } from 'zod';

/**
 * Parses the environment once at boot. An empty value counts as absent. `source` is for tests and for processes that host
 * several deployables.
 * @throws Error with a line for each faulty variable; never with a value, which may be a secret.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Record<string, string | undefined> = process.env,
): Readonly<z.output<z.ZodObject<Shape>>> {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = z.object(shape).safeParse(present);
  if (result.success) return Object.freeze(result.data);
  const faults = result.error.issues.map((issue) => `  ${faultOf(issue, present)}`);
  throw new Error(
    ['The environment is not valid; .env.example describes every variable.', ...faults].join('\n'),
  );
}

/** A message of ours begins with `must` and goes on from the name; one of zod's is a sentence. */
function faultOf({ path, message }: z.core.$ZodIssue, present: Record<string, unknown>): string {
  const name = String(path[0]);
  if (!(name in present)) return `${name} is not set`;
  const place = z.core.toDotPath(path);
  return message.startsWith('must ') ? `${place} ${message}` : `${place}: ${message}`;
}
