import { type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';
import type { SchemaParts, TypePart } from './schema-parts.ts';

/** A directive where it stands: on `Post`, `Post.title`, `Query.post(id:)` or `Status.DRAFT`. */
export type Application = { readonly coordinate: string; readonly directive: ConstDirectiveNode };

/** Every application of a directive in a schema. */
export function readApplications(parts: SchemaParts): readonly Application[] {
  return [...parts.values()].flatMap(applicationsIn);
}

/** An argument of an application as plain data; undefined when it is not given. */
export function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const given = directive.arguments?.find((argument) => argument.name.value === name);
  return given && valueFromASTUntyped(given.value);
}

/** The strings of an argument that is one or a list of such; anything else is left out. */
export function stringsOf(directive: ConstDirectiveNode, name: string): readonly string[] {
  const value = argumentOf(directive, name);
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

function applicationsIn(part: TypePart): readonly Application[] {
  const { name } = part;
  return [
    ...at(name, part),
    ...[...part.fields.values()].flatMap((field) => {
      const coordinate = `${name}.${field.name.value}`;
      const inputs = field.arguments ?? [];
      const within = inputs.flatMap((input) => at(`${coordinate}(${input.name.value}:)`, input));
      return [...at(coordinate, field), ...within];
    }),
    ...[...part.inputs, ...part.values].flatMap((one) => at(`${name}.${one.name.value}`, one)),
  ];
}

function at(
  coordinate: string,
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
): readonly Application[] {
  return directives.map((directive) => ({ coordinate, directive }));
}
