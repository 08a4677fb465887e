import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';

/** `export type PostMapper` in a plugin's mappers.ts makes PostMapper the parent type of Post's resolvers. */
function readMappers(name: string): Record<string, string> {
  const file = `subgraphs/${name}/src/mappers.ts`;
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const types = [...source.matchAll(/export type (\w+)Mapper\b/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(types.map((type) => [type, `../mappers.ts#${type}Mapper`]));
}

const plugins = readdirSync('subgraphs').filter((name) =>
  existsSync(`subgraphs/${name}/schema.graphql`),
);

const config: CodegenConfig = {
  generates: Object.fromEntries(
    plugins.map((name) => [
      `subgraphs/${name}/src/generated/resolver-types.ts`,
      {
        schema: `subgraphs/${name}/schema.graphql`,
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          useTypeImports: true,
          enumsAsTypes: true,
          immutableTypes: true,
          contextType: '../context.ts#ResolverContext',
          scalars: {
            DateTime: { input: 'Date', output: 'Date | string' },
            RichText: 'unknown',
            JSON: 'unknown',
            ID: 'string',
          },
          mappers: readMappers(name),
        },
      },
    ]),
  ),
};

export default config;
