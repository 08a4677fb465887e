import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openVisit, type Visit, type VisitOptions } from './browser.ts';
import { type DroppingProxy, startDroppingProxy } from './dropping-proxy.ts';
import { type Platform, startPlatform } from './platform.ts';

/** A platform and a browser for all journeys, and an address of the platform whose connections can be cut. */
type Stage = {
  readonly platform: Platform;
  readonly browser: Browser;
  readonly proxy: DroppingProxy;
  /** Where plugins are mounted from: a folder that finds the platform's packages above it. */
  readonly plugins: string;
};

const ARTEFACTS = fileURLToPath(new URL('../../artefacts', import.meta.url));

let open: Stage | null = null;

jest.setTimeout(180_000);

/** Starts what the journeys of a file share; call it once before them. */
export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true });
  const plugins = await mkdtemp(join(ARTEFACTS, 'plugins-'));
  const platform = await startPlatform({ GESTAS_EXTRA_PLUGINS: plugins, ...env });
  try {
    const proxy = await startDroppingProxy(platform.webUrl);
    open = { platform, proxy, plugins, browser: await launchBrowser() };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

/** Stops everything that `openStage` started; nothing when it failed. */
export async function closeStage(): Promise<void> {
  const closing = open;
  open = null;
  await closing?.browser.close();
  await closing?.proxy.stop();
  await closing?.platform.stop();
  if (closing) await rm(closing.plugins, { recursive: true, force: true });
}

/** What is open; for use inside tests. */
export function stage(): Stage {
  if (!open) throw new Error('The stage is not open.');
  return open;
}

/** Opens a browser context of its own at the platform's web address, or at `url`. */
export function visitPlatform(
  options?: VisitOptions,
  url = stage().platform.webUrl,
): Promise<Visit> {
  return openVisit(stage().browser, url, options);
}
