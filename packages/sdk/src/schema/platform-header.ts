/** The URL under which the platform's own directives live; SDL that links or defines anything under it is refused. */
export const PLATFORM_SPEC_URL = 'https://specs.gestas.ai/platform';

/**
 * What the SDK puts before every plugin's SDL, so that all plugins link the same versions. A plugin's `schema.graphql`
 * therefore has no `@link` of its own.
 */
export const PLATFORM_HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@override", "@interfaceObject", "@composeDirective", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "FieldSet"])
  @link(url: "${PLATFORM_SPEC_URL}/v1.0", import: ["@event"])
  @composeDirective(name: "@event")

"""
Which events feed a subscription field. \`key\` maps the entity's key to event data ("id: postId"); \`payload\` resolves the
field from the event's data; \`match\` compares arguments with data; \`viewer\` delivers only to the user that data names.
"""
directive @event(names: [String!]!, key: String, payload: Boolean = false, match: [String!], viewer: String) on FIELD_DEFINITION
`;

/** The SDL a plugin registers: its own, below the canonical header. */
export function withPlatformHeader(schema: string): string {
  return `${PLATFORM_HEADER}\n${schema}`;
}
