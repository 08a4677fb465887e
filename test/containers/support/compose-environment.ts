import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';

type Service = {
  readonly build?: { readonly dockerfile: string };
  readonly env_file?: readonly (string | { readonly path: string })[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** A container of ours, as `docker-compose.yml` describes it. */
export type ComposeContainer = {
  readonly name: string;
  readonly dockerfile: string;
  /** Its files of secrets and its `environment`, variables replaced by their defaults. */
  readonly env: Readonly<Record<string, string>>;
};

/** Every container that is built here; secrets are read from `folder`, which `compose:secrets` filled. */
export function composeContainers(folder: string): readonly ComposeContainer[] {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as {
    services: Record<string, Service>;
  };
  return Object.entries(services).flatMap(
    ([name, { build, env_file: files = [], environment }]) => {
      if (!build) return [];
      const secrets = files
        .filter((file) => typeof file === 'string')
        .map((file) => parseEnv(readFileSync(join(folder, file), 'utf8')));
      const said = Object.entries(environment ?? {}).map(([key, value]) => [
        key,
        withDefault(value),
      ]);
      const env = Object.assign({}, ...secrets, Object.fromEntries(said)) as Record<string, string>;
      return [{ name, dockerfile: build.dockerfile, env }];
    },
  );
}

function withDefault(value: string): string {
  return value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
}
