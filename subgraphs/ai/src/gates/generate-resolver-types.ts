import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import type { Made } from './check-types.ts';

/** Makes a plugin's resolver types, with the options of the platform's own `codegen.ts`. */
export async function generateResolverTypes(schema: string, mappers: string): Promise<Made> {
  const types = [...mappers.matchAll(/export type (\w+)Mapper\b/g)].map(([, type = '']) => type);
  try {
    const content = await codegen({
      filename: 'resolver-types.ts',
      schema: parse(schema),
      documents: [],
      plugins: [{ typescript: {} }, { resolvers: {} }],
      pluginMap: { typescript, resolvers },
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
        mappers: Object.fromEntries(types.map((type) => [type, `../mappers.ts#${type}Mapper`])),
      },
    });
    return { files: [{ path: 'src/generated/resolver-types.ts', content }] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      issue: {
        code: 'SCHEMA_INVALID',
        severity: 'ERROR',
        file: 'schema.graphql',
        line: null,
        message: message.replace(/\s+/g, ' ').slice(0, 300),
        suggestion: null,
      },
    };
  }
}
