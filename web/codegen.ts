import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Types every operation of the web client from the API schema that `scripts/api-schema.mjs` writes. */
const config: CodegenConfig = {
  schema: here('./src/generated/schema.graphql'),
  documents: [here('./src/**/*.graphql'), `!${here('./src/generated/**')}`],
  generates: {
    [here('./src/generated/')]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        nonOptionalTypename: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          RichText: 'unknown',
          Money: '{ amount: string; currency: string }',
          JSON: 'unknown',
        },
      },
    },
  },
};

export default config;
