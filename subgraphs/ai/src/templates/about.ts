import type { PluginSpec, Verb } from '../models/plugin-spec.ts';
import { enumName, type FieldShape, filterable } from './field-shapes.ts';
import { json, lines } from './layout.ts';
import { type Names, namesOf } from './names.ts';
import { screens } from './screens.ts';

/** All that the templates are given. */
export type Draft = {
  readonly spec: PluginSpec;
  readonly names: Names;
  readonly fields: readonly FieldShape[];
};

const DOES: Record<'read' | Verb, readonly [string, string]> = {
  read: ['Ver', 'See'],
  create: ['Crear', 'Create'],
  update: ['Editar', 'Edit'],
  delete: ['Eliminar', 'Delete'],
};

/** `manifest.json`: who the plugin is. */
export function manifest({ spec, names, fields }: Draft): string {
  const verbs = ['read', ...spec.verbs] as const;
  return json({
    name: names.plugin,
    version: '0.1.0',
    description: `${sentence(spec.labelPlural.en)} of a tenant.`,
    platform: '^0.1.0',
    port: 0,
    database: { schema: names.schema },
    owns: owned({ spec, names, fields }),
    permissions: verbs.map((verb) => ({
      name: names.permission(verb),
      description: {
        es: `${DOES[verb][0]} ${spec.labelPlural.es}`,
        en: `${DOES[verb][1]} ${spec.labelPlural.en}`,
      },
    })),
    emits: emitted(spec).map((verb) => names.event(verb)),
    consumes: [],
    ui: screens({ spec, names, fields }),
  });
}

/** What is announced: each change the plugin makes. */
export function emitted({ announces, verbs }: PluginSpec): readonly Verb[] {
  return announces ? verbs : [];
}

function owned({ spec, names, fields }: Draft): string[] {
  const { entity } = names;
  const input = (verb: string) => [`${verb}${entity}Input`, `${verb}${entity}Payload`];
  return [
    entity,
    ...fields
      .filter(({ spec: { type } }) => type === 'ENUM')
      .map((one) => enumName(one.spec, names)),
    `${entity}Edge`,
    `${entity}Connection`,
    ...(filterable(fields).length > 0 ? [`${entity}Filter`] : []),
    ...spec.verbs.flatMap((verb) => input(sentence(verb))),
  ];
}

/** `package.json`: the same four dependencies every plugin has. */
export function packageJson(folder: string): string {
  const text = {
    name: `@gestas/${folder}`,
    version: '0.1.0',
    private: true,
    license: 'MIT',
    type: 'module',
    exports: { '.': './src/index.ts' },
    dependencies: {
      '@gestas/sdk': '0.1.0',
      '@prisma/client': '7.10.0',
      graphql: '16.15.0',
      zod: '4.6.7',
    },
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

/** The Dockerfile of every plugin. */
export function dockerfile(folder: string): string {
  return `# Built from the root of the repository: docker build -f subgraphs/${folder}/Dockerfile .
# The first stage is the same in every Dockerfile, so that it is built once.
FROM node:24-slim AS build
WORKDIR /work
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
RUN node scripts/generate.mjs

FROM build AS bundle
RUN node scripts/run.mjs scripts/bundle.ts out subgraphs/${folder}/src/index.ts
RUN cp subgraphs/${folder}/schema.graphql out/

FROM node:24-slim
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
WORKDIR /app
COPY --from=bundle /work/out ./
USER node
# The port of your manifest: 0, any free one, serves development only.
EXPOSE 3010
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \\
  CMD ["node", "-e", "fetch('http://localhost:3010/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/index.js"]
`;
}

/** What an image is built without. */
export const DOCKERIGNORE = '**/node_modules\n**/generated\n**/.data\n**/dist\n.git\nartefacts\n';

/** `README.md`: what it owns, answers and needs. */
export function readme(draft: Draft): string {
  const { spec, names } = draft;
  const commands = spec.verbs.map((verb) => `\`${verb}${names.entity}\``);
  const events = emitted(spec).map((verb) => `\`${names.event(verb)}\``);
  const subscription = events.length > 0 && spec.verbs.includes('create');
  const answers = [`\`${names.one}\``, `\`${names.many}\``, ...commands].join(', ');
  const permissions = ['read' as const, ...spec.verbs].map(
    (verb) => `\`${names.permission(verb)}\``,
  );
  const prefix = names.schema.toUpperCase();
  return `${lines(
    `# ${names.plugin}\n`,
    `${sentence(spec.labelPlural.en)} of a tenant (${spec.labelPlural.es}).\n`,
    `**Owns** \`${names.entity}\`; the table \`${names.schema}.${names.table}\`.\n`,
    `**Answers** ${answers}${subscription ? `, and the subscription \`${names.one}Created\`` : ''}.\n`,
    `**Permissions** ${permissions.join(', ')}.\n`,
    events.length > 0 ? `**Events** emits ${events.join(', ')}.\n` : '**Events** none.\n',
    spec.assumptions.length > 0 &&
      `**Assumed**\n\n${spec.assumptions.map((text) => `- ${text}`).join('\n')}\n`,
  )}
| variable | what it is |
| --- | --- |
| \`${prefix}_DATABASE_URL\` | login of the role \`${names.role}\` |
| \`${prefix}_TENANT_KEY\` | 32 bytes or more in hex: with it the role signs the tenant it works for |
| \`${prefix}_PLUGIN_KEY\` | the plugin's own private Ed25519 JWK; its public half is enrolled |
| \`GESTAS_ROUTER_PUBLIC_KEY\` | public Ed25519 JWK of the router, the only one the plugin answers |
| \`REDIS_URL\` or \`EVENTS_DATABASE_URL\` | where events and keys are |
| \`PLUGIN_PORT_BASE\` | 3000 by default; the plugin listens on any free port, as its manifest says 0 |
| \`LOG_LEVEL\` | \`error\`, \`warn\`, \`info\` (default) or \`debug\` |
`;
}

/** The first letter in upper case. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Everything the templates need, from a spec. */
export function draftOf(spec: PluginSpec, shapes: (names: Names) => readonly FieldShape[]): Draft {
  const names = namesOf(spec);
  return { spec, names, fields: shapes(names) };
}
