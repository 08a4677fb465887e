import type { Directive, Schema, SchemaElement } from '@apollo/federation-internals';

/** The arguments of one application of a directive, defaults filled in. */
export type DirectiveArguments = Readonly<Record<string, unknown>>;

/** What directives may sit on. */
export type Annotated = {
  // biome-ignore lint/suspicious/noExplicitAny: the library's element types are recursive in their own parameters
  readonly appliedDirectives: readonly Directive<SchemaElement<any, any>>[];
};

/**
 * Finds how a directive of a linked specification is called in this supergraph: `as:` and `import: [{ name, as }]` are
 * resolved. Null when the specification isn't linked. `identity` is the URL without the version.
 */
export function featureDirectiveName(
  schema: Schema,
  identity: string,
  directive: string,
): string | null {
  const feature = schema.coreFeatures?.getByIdentity(identity);
  return feature ? feature.directiveNameInSchema(directive) : null;
}

/** The arguments of each application of the directive on the element; none when the name is null. */
export function applicationsOf(
  element: Annotated,
  name: string | null,
): readonly DirectiveArguments[] {
  if (name === null) return [];
  return element.appliedDirectives
    .filter((directive) => directive.name === name)
    .map((directive) => directive.arguments(true));
}
