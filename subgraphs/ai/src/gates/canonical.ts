import { DOCKERIGNORE, dockerfile, packageJson } from '../templates/about.ts';
import { DEFINITION, INDEX } from '../templates/wiring.ts';

/** Files whose text is the same in every generated plugin, but for its folder's name. */
export function canonicalFiles(folder: string): Readonly<Record<string, string>> {
  return {
    'package.json': packageJson(folder),
    Dockerfile: dockerfile(folder),
    'Dockerfile.dockerignore': DOCKERIGNORE,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'src/index.ts': INDEX,
    'src/definition.ts': DEFINITION,
  };
}

/** How a schema.prisma begins. */
export function prismaHead(schema: string): string {
  return `generator client {
  provider     = "prisma-client"
  output       = "../src/generated/prisma"
  moduleFormat = "esm"
  importFileExtension = "ts"
}

datasource db {
  provider = "postgresql"
  schemas  = ["${schema}"]
}
`;
}
