// ESLint reads .graphql files only; Biome owns everything else. `npm run check` runs it with tsx loaded.
import { existsSync, readdirSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { PLATFORM_HEADER } from './packages/sdk/src/schema/platform-header.ts';

/** A description says who may: `Needs a session`, `Needs \`plugin:noun:verb\`` or `Public`. */
const namesItsRule = '/Needs (a session|`[a-z-]+:[a-z-]+:[a-z-]+`)|Public\\./';

const projects = readdirSync('subgraphs')
  .map((name) => `subgraphs/${name}/schema.graphql`)
  .filter((file) => existsSync(file))
  .map((file) => [file, { schema: [PLATFORM_HEADER, file], include: file }]);

export default {
  files: ['subgraphs/*/schema.graphql'],
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { projects: Object.fromEntries(projects) } },
  },
  plugins: { '@graphql-eslint': graphql },
  rules: {
    '@graphql-eslint/known-directives': 'error',
    '@graphql-eslint/known-argument-names': 'error',
    '@graphql-eslint/known-type-names': 'error',
    '@graphql-eslint/naming-convention': [
      'error',
      {
        types: 'PascalCase',
        FieldDefinition: 'camelCase',
        InputValueDefinition: 'camelCase',
        Argument: 'camelCase',
        DirectiveDefinition: 'camelCase',
        EnumValueDefinition: 'UPPER_CASE',
        'FieldDefinition[parent.name.value=Query]': {
          style: 'camelCase',
          forbiddenPrefixes: ['get', 'list', 'fetch', 'query'],
        },
      },
    ],
    '@graphql-eslint/no-typename-prefix': 'error',
    '@graphql-eslint/require-deprecation-reason': 'error',
    '@graphql-eslint/input-name': [
      'error',
      { checkInputType: true, checkQueries: false, caseSensitiveInputType: false },
    ],
    '@graphql-eslint/description-style': ['error', { style: 'inline' }],
    '@graphql-eslint/no-hashtag-description': 'error',
    '@graphql-eslint/unique-enum-value-names': 'error',
    '@graphql-eslint/no-unreachable-types': 'error',
    'no-restricted-syntax': [
      'error',
      {
        selector: `ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/] > FieldDefinition:not([description.value=${namesItsRule}])`,
        message: 'The description of a root field names who may use it.',
      },
      {
        selector: `ObjectTypeDefinition:not([name.value=/^(Query|Mutation|Subscription)$/]):not([description.value=${namesItsRule}])`,
        message: 'The description of a type names who may see it.',
      },
    ],
  },
};
