import { z } from 'zod';

/**
 * Parses the environment once at boot, listing every fault at once.
 * An empty value counts as absent. `source` is for tests and for processes that host several deployables.
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
  throw new Error(`Invalid environment:\n${z.prettifyError(result.error)}`);
}
