import { parse } from 'yaml';
import { z } from 'zod';

/** Headers that belong to one connection or are written by the router itself. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'content-type',
  'content-encoding',
  'accept',
  'accept-encoding',
  'transfer-encoding',
  'upgrade',
  'keep-alive',
  'te',
  'trailer',
  'expect',
];

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase())
  .refine((name) => !OWN_HEADERS.includes(name), 'is written by the router itself');
const address = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const toggle = z
  .union([z.boolean(), z.enum(['on', 'off', 'filter', 'reject', 'dry-run'])])
  .transform((value) => {
    if (typeof value === 'boolean') return value ? 'filter' : 'off';
    return value === 'on' ? 'filter' : value;
  });

/** The file behind `--config`, in static mode. */
const StaticConfig = z.strictObject({
  /** `off` answers every field to everybody. */
  authorization: toggle.default('filter'),
  introspection: z.boolean().default(true),
  overrides: z
    .record(
      z.string(),
      z.union([address, z.strictObject({ url: address }).transform(({ url }) => url)]),
    )
    .default({}),
  headers: z.array(headerName).default([]),
});

/** The file behind `--config`, parsed. */
export type StaticConfig = z.output<typeof StaticConfig>;

/** Parses static mode's YAML; throws an Error listing every fault. */
export function parseStaticConfig(text: string): StaticConfig {
  const result = StaticConfig.safeParse(parse(text) ?? {});
  if (result.success) return result.data;
  throw new Error(`The configuration is not valid:\n${z.prettifyError(result.error)}`);
}
