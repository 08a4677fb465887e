const KNOWN = new Set([
  'type',
  'properties',
  'items',
  'required',
  'enum',
  'description',
  'format',
  'nullable',
]);
const DROPPED = new Set(['additionalProperties', '$schema', 'title']);

/**
 * A JSON schema as Gemini's `responseSchema`, or null when it says what that flat subset can't (references, unions, ranges):
 * then the model is only asked for JSON, and the caller's own check decides, as it does anyway.
 */
export function toGeminiSchema(
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  return convert(schema);
}

function convert(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const result: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (DROPPED.has(key)) continue;
    const copied = KNOWN.has(key) ? convertPart(key, part) : null;
    if (copied === null) return null;
    result[key] = copied;
  }
  return typeof result.type === 'string' ? result : null;
}

function convertPart(key: string, part: unknown): unknown {
  if (key === 'items') return convert(part);
  if (key !== 'properties') return part;
  const entries = Object.entries(part ?? {}).map(([name, schema]) => [name, convert(schema)]);
  return entries.some(([, schema]) => schema === null) ? null : Object.fromEntries(entries);
}
