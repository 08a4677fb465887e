import { EVERY_EVENT, type Manifest, PLATFORM_EVENTS } from '@gestas/sdk';
import type { FolderPlugin } from './read-plugins.ts';

/** The fields of `@event(names: …)` on one subscription field. */
export type FedSubscription = { readonly field: string; readonly events: readonly string[] };

const PLATFORM_ROWS: readonly { event: string; emitter: string; data: readonly string[] }[] =
  Object.entries(PLATFORM_EVENTS).map(([event, data]) => ({
    event,
    emitter: 'platform',
    data: Object.keys(data.shape),
  }));

/** The reference of events as Markdown: who emits, what travels, who consumes, which subscriptions are fed. */
export function renderEventReference(
  plugins: readonly FolderPlugin[],
  subscriptions: readonly FedSubscription[],
): string {
  const own = plugins.flatMap(({ manifest, events }) =>
    manifest.emits.map((event) => ({
      event,
      emitter: manifest.name,
      data: events.get(event) ?? [],
    })),
  );
  const rows = [...own, ...PLATFORM_ROWS]
    .sort((a, b) => a.event.localeCompare(b.event))
    .map(({ event, emitter, data }) => {
      const consumers = plugins
        .filter(({ manifest }) => isGiven(manifest, event))
        .map(({ manifest }) => manifest.name);
      const fields = subscriptions
        .filter(({ events }) => events.includes(event))
        .map(({ field }) => field);
      const cells = [[event], [emitter], data, consumers, fields].map(code);
      return `| ${cells.join(' | ')} |`;
    });
  return `# Events

An event is written to the outbox in the transaction of the command that announces it, gets the tenant's next position, and
is read from the log in that order, at least once. Its data is ids and facts, never whole rows. Besides the plugins below,
the router reads every event: it feeds subscriptions, and \`session:revoked\` closes that session's connections. Events of
the \`platform\` itself carry its reserved tenant: every instance of a plugin announces its coming and going with them, and
routers what they then wrote down of the plugin. A subscription on them is heard in every tenant; only \`plugin-system\` has one.

Written by \`npm run sync\` from the manifests, each plugin's \`src/events.ts\` and the subscriptions' \`@event\`.

| event | emitted by | data | consumed by | feeds the subscription |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
${renderOrphans(plugins)}`;
}

function renderOrphans(plugins: readonly FolderPlugin[]): string {
  const emitted = new Set([
    ...plugins.flatMap(({ manifest }) => manifest.emits),
    ...PLATFORM_ROWS.map(({ event }) => event),
  ]);
  const lines = plugins.flatMap(({ manifest }) =>
    manifest.consumes
      .filter((event) => event !== EVERY_EVENT && !emitted.has(event))
      .map((event) => `- \`${manifest.name}\` waits for \`${event}\`.`),
  );
  return lines.length === 0
    ? ''
    : `\nWaited for, but emitted by no plugin:\n\n${lines.join('\n')}\n`;
}

/** Who consumes every event is given all but its own. */
function isGiven({ consumes, emits }: Manifest, event: string): boolean {
  return consumes.includes(event) || (consumes.includes(EVERY_EVENT) && !emits.includes(event));
}

function code(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ');
}
