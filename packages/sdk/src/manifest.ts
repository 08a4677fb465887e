import { z } from 'zod';
import { EVERY_EVENT } from './events/event-choice.ts';
import { localised, permissionName } from './manifest-parts.ts';
import { checkReferences } from './ui/check-references.ts';
import { PluginUi } from './ui/plugin-ui.ts';

const eventName = z.string().regex(/^[a-z][a-z-]*:[a-z][a-zA-Z]*$/, 'must be noun:pastVerb');
/**
 * Each schema has a login role of its name, and a plugin is given the variables that begin with it: names that are the
 * platform's own in either, or PostgreSQL's, are taken.
 */
const RESERVED_SCHEMAS =
  /^(app|events|owner|migrations|platform_control|public|information_schema|pg_.*|database|redis|qdrant|gestas|router|plugin|web)$/;
const relationName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,54}$/, 'must be lower-case words joined by _');
const schemaName = relationName.refine((name) => !RESERVED_SCHEMAS.test(name), 'is reserved');
const pluginName = z.string().regex(/^plugin-[a-z0-9]+(-[a-z0-9]+)*$/, 'must start with plugin-');
const coordinate = z.string().regex(/^[A-Z]\w*(\.[a-z]\w*)?$/, 'must be a Type or a Type.field');

const Fields = z.strictObject({
  name: pluginName,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a semantic version'),
  description: z.string().min(1),
  /** The range of platform versions the plugin works with, such as `^0.1.0`. */
  platform: z.string().min(1),
  /** 0 means any free port. */
  port: z.int().min(0).max(65535),
  /** The plugin's PostgreSQL schema; its login role is `gestas_<schema>`. */
  database: z.strictObject({
    schema: schemaName,
    /** Relations of other schemas it may read, both sides naming them. */
    reads: z
      .array(z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'must be schema.view'))
      .default([]),
    /** Views it publishes, each with the schemas allowed to read it. */
    publishes: z.record(relationName, z.array(schemaName)).default({}),
  }),
  /** Types and interfaces the plugin defines and nobody else may. */
  owns: z.array(z.string()),
  permissions: z.array(z.strictObject({ name: permissionName, description: localised })),
  emits: z.array(eventName),
  /** Events it listens to; `*` is every event that it does not emit itself, those of plugins to come too. */
  consumes: z.array(z.union([z.literal(EVERY_EVENT), eventName])),
  /** Variables it reads besides those that begin with its schema's name in capitals, such as a provider's key. */
  environment: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be in capitals')).default([]),
  /** Permissions of the service token `ctx.graph.query` uses. */
  uses: z.array(permissionName).default([]),
  /**
   * What others may do with what this plugin owns: plugin → types (`PostStatus`) and fields (`Post.title`) that it may
   * answer, override, hide, extend or require. The router's gate refuses all of that otherwise.
   */
  grants: z.record(pluginName, z.array(coordinate).min(1)).default({}),
  /** JSON schema of the per-tenant settings. */
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Milliseconds the router waits for an answer of this plugin, where its work takes long. */
  answersWithinMs: z.int().min(1_000).max(30_000).default(5_000),
  /** Root fields whose answer signs a viewer in; the auth plugin only. */
  establishesViewer: z.array(z.string()).default([]),
  /** Whether session cookies cross to this plugin; the auth plugin only. */
  sessionCookies: z.boolean().default(false),
  /** Links, pages and widgets that the web client renders. */
  ui: PluginUi.default({ navigation: [], pages: [], widgets: [] }),
});

/** Validates `manifest.json`, the one place that describes a plugin; an unknown key is a fault. */
export const Manifest = Fields.superRefine(({ name, ui }, context) => {
  for (const { path, message } of checkReferences(name, ui)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** A parsed manifest. */
export type Manifest = z.output<typeof Manifest>;
