import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, type Visit, writePost } from './browser.ts';
import { stage, visitPlatform } from './stage.ts';

/** What a person reads in each language. */
const LANGUAGES = [
  {
    locale: 'es-ES',
    table: 'Ver como tabla',
    views: 'Lecturas',
    hour: '1 hora',
    oneView: '1 lectura',
    twoViews: '2 lecturas',
  },
  {
    locale: 'en-GB',
    table: 'Show as a table',
    views: 'Views',
    hour: '1 hour',
    oneView: '1 view',
    twoViews: '2 views',
  },
] as const;

const figure = async (page: Page, name: string) =>
  Number((await page.getByTestId(`today-${name}`).textContent())?.replace(/\D/g, ''));

const chart = (page: Page) => page.getByTestId('series-chart');

const totalOf = async (page: Page) => Number(await chart(page).getAttribute('data-total'));

/** Waits until the figures of today and the chart show these numbers of created posts. */
async function waitForCreated(page: Page, today: number, inChart: number): Promise<void> {
  await page.getByTestId('today-posts.created').getByText(String(today), { exact: true }).waitFor();
  await chart(page)
    .and(page.locator(`[data-total="${inChart}"]`))
    .waitFor();
}

const close = (...visits: readonly Visit[]) =>
  Promise.all(visits.map(({ context }) => context.close()));

describe.each(LANGUAGES)('metrics in $locale', (words) => {
  it('move by events, as figures, as bars and as a table', async () => {
    const [ofEditor, ofViewer] = [
      await visitPlatform({ locale: words.locale }),
      await visitPlatform({ locale: words.locale }),
    ];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    await Promise.all([
      chart(viewer).waitFor(),
      viewer.getByTestId('today-posts.created').waitFor(),
    ]);
    const [today, inChart] = [await figure(viewer, 'posts.created'), await totalOf(viewer)];
    await writePost(editor, ofEditor, `Contada ${Date.now()}`);
    await waitForCreated(viewer, today + 1, inChart + 1);
    await viewer.getByText(words.hour, { exact: true }).click();
    await viewer.getByRole('button', { name: words.table }).click();
    expect(await viewer.getByRole('table').getByRole('row').count()).toBe(61);
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await close(ofEditor, ofViewer);
  });

  it('count one view each time somebody opens a post', async () => {
    const [ofEditor, ofViewer] = [
      await visitPlatform({ locale: words.locale }),
      await visitPlatform({ locale: words.locale }),
    ];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    await viewer.getByTestId('today-posts.viewed').waitFor();
    const before = await figure(viewer, 'posts.viewed');
    await writePost(editor, ofEditor, `Leída ${Date.now()}`);
    await editor.getByText(words.oneView, { exact: true }).waitFor();
    await viewer
      .getByTestId('today-posts.viewed')
      .getByText(String(before + 1))
      .waitFor();
    await viewer.goto(editor.url().replace(ofEditor.url, ofViewer.url));
    await viewer.getByText(words.twoViews, { exact: true }).waitFor();
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await close(ofEditor, ofViewer);
  });
});

describe('metrics after a lost connection', () => {
  it('catch up with what happened meanwhile', async () => {
    const ofEditor = await visitPlatform();
    const ofViewer = await visitPlatform({}, stage().proxy.url);
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    await Promise.all([
      chart(viewer).waitFor(),
      viewer.getByTestId('today-posts.created').waitFor(),
    ]);
    const [today, inChart] = [await figure(viewer, 'posts.created'), await totalOf(viewer)];
    stage().proxy.drop();
    await viewer.locator('[data-testid=connection][data-status=resuming]').waitFor();
    await writePost(editor, ofEditor, `Mientras tanto ${Date.now()}`);
    await writePost(editor, ofEditor, `Y otra ${Date.now()}`);
    stage().proxy.restore();
    await waitForCreated(viewer, today + 2, inChart + 2);
    await close(ofEditor, ofViewer);
  });
});
