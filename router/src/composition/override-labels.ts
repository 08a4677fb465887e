import type { Schema } from '@apollo/federation-internals';
import { applicationsOf, featureDirectiveName } from './feature-directive.ts';

/** The labels of progressive `@override` in a supergraph, each once, sorted. */
export function readOverrideLabels(schema: Schema): readonly string[] {
  const directive = featureDirectiveName(schema, 'https://specs.apollo.dev/join', 'field');
  const labels = new Set<string>();
  for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()]) {
    for (const field of type.fields()) {
      for (const { overrideLabel } of applicationsOf(field, directive)) {
        if (typeof overrideLabel === 'string') labels.add(overrideLabel);
      }
    }
  }
  return [...labels].sort();
}
