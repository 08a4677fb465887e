import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';

/** `export type PostMapper` in a plugin's mappers.ts makes PostMapper the parent type of Post's resolvers. */
function readMappers(folder: string): Record<string, string> {
  const file = `${folder}/src/mappers.ts`;
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const types = [...source.matchAll(/export type (\w+)Mapper\b/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(types.map((type) => [type, `../mappers.ts#${type}Mapper`]));
}

/** The folders that scripts/generate.mjs names; all plugins where the command is run by hand. */
const wanted: readonly string[] =
  JSON.parse(process.env.GESTAS_CODEGEN_FOLDERS ?? 'null') ??
  readdirSync('subgraphs').map((name) => `subgraphs/${name}`);
const plugins = wanted.filter((folder) => existsSync(`${folder}/schema.graphql`));

const config: CodegenConfig = {
  generates: Object.fromEntries(
    plugins.map((folder) => [
      `${folder}/src/generated/resolver-types.ts`,
      {
        schema: `${folder}/schema.graphql`,
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
          mappers: readMappers(folder),
        },
      },
    ]),
  ),
};

export default config;
