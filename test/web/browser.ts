import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const SCREENSHOTS = fileURLToPath(new URL('../../artefacts/screenshots', import.meta.url));

/** How long a step may take, in milliseconds: long, because a test machine may have more to do. */
const PATIENCE = 60_000;

/** Opens Debian's Chromium, quiet and without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Where a browser context finds the client, and what it finds wrong there: errors of pages, requests elsewhere. */
export type Visit = {
  readonly context: BrowserContext;
  readonly url: string;
  readonly faults: string[];
  readonly newPage: () => Promise<Page>;
};

/** What a browser context may be opened with: language, theme, size. */
export type VisitOptions = Parameters<Browser['newContext']>[0];

/** Opens a browser context whose pages may not fail, log errors, or ask another origin than the client's. */
export async function openVisit(
  browser: Browser,
  url: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'es-ES',
    colorScheme: 'light',
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  const isOurs = (address: string) =>
    address.startsWith(`${url}/`) ||
    address.startsWith(`${url.replace('http', 'ws')}/`) ||
    /^(data|blob):/.test(address);
  context.on('request', (request) => {
    if (!isOurs(request.url())) faults.push(`request elsewhere: ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(`page error: ${error.error().message}`));
  context.on('console', (message) => {
    const isFailedLoad = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isFailedLoad) faults.push(`console: ${message.text()}`);
  });
  return { context, url, faults, newPage: () => context.newPage() };
}

/** Signs in through the form of the page; `person` is the part of the e-mail before the tenant's domain. */
export async function signIn(page: Page, visit: Visit, person: string, tenant = 'demo') {
  await page.goto(`${visit.url}/sign-in`);
  await page.fill('input[name=tenant]', tenant);
  await page.fill('input[name=email]', `${person}@${tenant}.test`);
  await page.fill('input[name=password]', 'gestas-demo');
  await page.click('button[type=submit]');
  await page.getByTestId('connection').and(page.locator('[data-status=live]')).waitFor();
}

/** Writes a post in the editor's page and sends it; answers when the server had made it (milliseconds since the epoch). */
export async function writePost(page: Page, at: Visit, title: string): Promise<number> {
  await page.goto(`${at.url}/posts/new`);
  await page.fill('input[name=title]', title);
  await page.fill('textarea[name=body]', 'Primera línea.\nSegunda línea.');
  await page.click('form button[type=submit]');
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/, { waitUntil: 'commit' });
  return Date.now();
}

/** The violations axe finds on the page, in words; the WCAG A and AA rules and the best practices. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target).join(', ')})`,
  );
}

/** Keeps a picture of the page among the test artefacts. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}
