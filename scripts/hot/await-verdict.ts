import { setTimeout as delay } from 'node:timers/promises';
import type { RegistryReader } from '@gestas/sdk';
import type { KeptProcess } from './keep-running.ts';

/** What became of a process that was started. */
export type Verdict =
  | { readonly kind: 'mounted' | 'superseded' }
  | { readonly kind: 'refused' | 'quarantined' | 'given-up'; readonly reason: string };

const EVERY_MS = 50;
/** Refusals that say nothing about the plugin: the router tries again. */
const PASSING = ['COMPOSITION_TIMEOUT', 'COMPOSITION_CRASHED'];

/** Waits until the router has the process in its graph or has refused it, the process is given up, or `signal` says so. */
export async function awaitVerdict(
  plugin: string,
  kept: KeptProcess,
  registry: RegistryReader,
  signal: AbortSignal,
): Promise<Verdict> {
  let end: string | null = null;
  void kept.givenUp.then((reason) => {
    end = reason;
  });
  while (!signal.aborted) {
    if (end !== null) return { kind: 'given-up', reason: end };
    const verdict = await ask(plugin, kept.url(), registry);
    if (verdict) return verdict;
    await delay(EVERY_MS);
  }
  return { kind: 'superseded' };
}

/** The router writes of an instance only after it has judged what that registered. */
async function ask(
  plugin: string,
  url: string,
  registry: RegistryReader,
): Promise<Verdict | undefined> {
  const found = await registry.find(plugin).catch(() => null);
  if (!found?.instances.some((one) => one.url === url && one.isLive)) return undefined;
  if (found.quarantine) return { kind: 'quarantined', reason: inOneLine(found.quarantine.reason) };
  if (found.status !== 'REFUSED') return { kind: 'mounted' };
  const { code = '', message = '' } = found.lastRefusal ?? {};
  if (PASSING.includes(code)) return undefined;
  return { kind: 'refused', reason: `${code}: ${inOneLine(message)}` };
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
