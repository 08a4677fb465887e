import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { keepScreenshot, signIn, violationsOf } from './browser.ts';
import { writeExamplePosts } from './example-posts.ts';
import { stage, visitPlatform } from './stage.ts';

type View = {
  readonly name: string;
  readonly path: string;
  /** Shown when the page has settled. */
  readonly settled: string;
  readonly open?: (page: Page) => Promise<unknown>;
};

const VIEWS: readonly View[] = [
  {
    name: 'dashboard',
    path: '/',
    settled: 'main:has([data-testid=post-feed] li) [data-testid=series-chart]',
  },
  {
    name: 'dashboard-chart',
    path: '/',
    settled: '[data-testid=series-chart]',
    open: (page) => page.getByTestId('series-chart').hover(),
  },
  {
    name: 'dashboard-table',
    path: '/',
    settled: '[data-testid=series-chart]',
    open: async (page) => {
      await page.locator('section[aria-labelledby=activity-chart] button').click();
      await page.getByRole('table').scrollIntoViewIfNeeded();
    },
  },
  { name: 'posts', path: '/posts', settled: '[data-testid=post-row]' },
  { name: 'posts-empty', path: '/posts?search=zzzzzz', settled: 'main svg' },
  {
    name: 'post-menu',
    path: '/posts',
    settled: '[data-testid=post-row]',
    open: async (page) => {
      await page.locator('[data-testid=post-row] button').first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'post-delete',
    path: '/posts',
    settled: '[data-testid=post-row]',
    open: async (page) => {
      await page.locator('[data-testid=post-row] button').first().click();
      await page.getByRole('menuitem').last().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'post-new', path: '/posts/new', settled: 'textarea[name=body]' },
  {
    name: 'post-edit',
    path: '/posts',
    settled: '[data-testid=post-row]',
    open: async (page) => {
      await page.locator('[data-testid=post-row] a').first().click();
      await page.locator('textarea[name=body]').waitFor();
    },
  },
  { name: 'users', path: '/users', settled: '[data-testid=user-row]' },
  {
    name: 'user-create',
    path: '/users',
    settled: '[data-testid=user-row]',
    open: async (page) => {
      await page.locator('main button').first().click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'user-edit',
    path: '/users',
    settled: '[data-testid=user-row]',
    open: async (page) => {
      await page.locator('[data-testid=user-row] button').first().click();
      await page.getByRole('menuitem').first().click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  { name: 'roles', path: '/roles', settled: '[data-testid=role-matrix] td' },
  {
    name: 'role-edit',
    path: '/roles',
    settled: '[data-testid=role-matrix] td',
    open: async (page) => {
      await page.locator('[data-testid=role-matrix] thead button').nth(1).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  { name: 'audit', path: '/audit', settled: '[data-testid=audit-row]' },
  {
    name: 'audit-empty',
    path: '/audit?action=zzzzzz',
    settled: 'main svg',
    open: (page) => page.getByTestId('audit-row').first().waitFor({ state: 'detached' }),
  },
  {
    name: 'playground',
    path: '/playground',
    settled: '.graphiql-query-editor .view-line',
    open: async (page) => {
      await page.locator('.graphiql-execute-button').click();
      await page.locator('.result-window').getByText('permissions').waitFor();
    },
  },
  {
    name: 'plugins',
    path: '/plugins',
    settled: '[data-testid=plugin]',
    open: (page) => page.locator('[data-testid=plugin] summary').first().click(),
  },
  { name: 'inbox', path: '/inbox', settled: '[data-testid=notification]' },
  {
    name: 'bell',
    path: '/posts',
    settled: '[data-testid=post-row]',
    open: async (page) => {
      await page.getByTestId('bell').click();
      await page.getByTestId('latest-notifications').locator('li').first().waitFor();
    },
  },
  { name: 'studio', path: '/ai', settled: 'textarea[name=prompt]' },
  {
    name: 'studio-generation',
    path: '/ai',
    settled: 'textarea[name=prompt]',
    open: async (page) => {
      await page.locator('main form button[type=button]').first().click();
      await page.locator('main form button[type=submit]').click();
      await page.locator('[data-testid=generation][data-status=NEEDS_REVIEW]').waitFor();
      await page.getByTestId('files').waitFor();
    },
  },
  {
    name: 'studio-chat',
    path: '/ai?tab=chat',
    settled: 'textarea[name=question]',
    open: async (page) => {
      await page.locator('textarea[name=question]').fill('¿Cómo se crea un plugin?');
      await page.locator('main form button[type=submit]').click();
      await page.locator('[data-testid=answer][data-done=true]').waitFor();
      await page.getByTestId('source').first().locator('summary').click();
    },
  },
  {
    name: 'studio-knowledge',
    path: '/ai?tab=knowledge&q=plugin',
    settled: '[data-testid=source]',
  },
  { name: 'missing', path: '/nowhere', settled: 'main svg' },
];

const LOOKS = [
  { colorScheme: 'light', locale: 'es-ES', viewport: { width: 1280, height: 860 } },
  { colorScheme: 'dark', locale: 'en-GB', viewport: { width: 1280, height: 860 } },
  { colorScheme: 'dark', locale: 'es-ES', viewport: { width: 360, height: 740 } },
] as const;

/** Opens another page of the signed-in client without loading everything anew; what was open there is closed. */
async function go(page: Page, path: string): Promise<void> {
  for (const target of ['/nowhere', path]) {
    await page.evaluate(
      `history.pushState({}, '', ${JSON.stringify(target)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }
}

/** Lets what moves come to rest, then looks. */
async function look(page: Page, name: string): Promise<readonly string[]> {
  await page.evaluate(
    'Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))',
  );
  await keepScreenshot(page, name);
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  const faults = (await violationsOf(page)).map((violation) => `${name}: ${violation}`);
  return overflow > 0 ? [...faults, `${name}: ${overflow} px too wide`] : faults;
}

describe('every page', () => {
  beforeAll(() => writeExamplePosts(stage().platform.routerUrl), 60_000);

  describe.each(LOOKS)('in $colorScheme, $locale, $viewport.width px', (options) => {
    const prefix = `${options.colorScheme}-${options.locale.slice(0, 2)}-${options.viewport.width}`;

    it('is free of accessibility violations and fits', async () => {
      const visit = await visitPlatform({
        ...options,
        reducedMotion: 'reduce',
      });
      const page = await visit.newPage();
      await page.goto(`${visit.url}/sign-in`);
      await page.locator('form').waitFor();
      const faults = [...(await look(page, `${prefix}-sign-in`))];
      await page.goto(`${visit.url}/invitation#a-token`);
      await page.locator('form').waitFor();
      await page.click('button[type=submit]');
      faults.push(...(await look(page, `${prefix}-invitation`)));
      await page.goto(`${visit.url}/invitation`);
      await page.getByRole('alert').waitFor();
      faults.push(...(await look(page, `${prefix}-invitation-used`)));
      await signIn(page, visit, 'admin');
      for (const { name, path, settled, open } of VIEWS) {
        await go(page, path);
        await page.locator(settled).first().waitFor();
        await open?.(page);
        faults.push(...(await look(page, `${prefix}-${name}`)));
      }
      expect([...faults, ...visit.faults]).toEqual([]);
      await visit.context.close();
    }, 300_000);
  });
});
