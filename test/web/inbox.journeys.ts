import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, writePost } from './browser.ts';
import { askAs } from './graph.ts';
import { stage, visitPlatform } from './stage.ts';

/** What a person reads in each language. */
const LANGUAGES = [
  { locale: 'es-ES', unreadOnly: 'Solo los no leídos' },
  { locale: 'en-GB', unreadOnly: 'Unread only' },
] as const;

const bell = (page: Page) => page.getByTestId('bell');

const unreadOf = async (page: Page) => Number(await bell(page).getAttribute('data-unread'));

const waitForUnread = (page: Page, count: number) =>
  bell(page)
    .and(page.locator(`[data-unread="${count}"]`))
    .waitFor();

describe.each(LANGUAGES)('notifications in $locale', (words) => {
  it('move the bell at once, are read on opening, and stay read', async () => {
    const options = { locale: words.locale };
    const [ofEditor, ofViewer] = [await visitPlatform(options), await visitPlatform(options)];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    await viewer.goto(`${ofViewer.url}/inbox`);
    await Promise.all([bell(viewer).waitFor(), viewer.locator('main h1').waitFor()]);
    await viewer.waitForLoadState('networkidle');
    const before = await unreadOf(viewer);
    const title = `Aviso ${Date.now()}`;
    await writePost(editor, ofEditor, title);
    await waitForUnread(viewer, before + 1);
    await viewer.getByRole('alert').getByText(title).first().waitFor();

    await bell(viewer).click();
    const newest = viewer.getByTestId('latest-notifications').locator('li').first();
    await newest.getByText(title).waitFor();
    await newest.getByRole('button').click();
    await waitForUnread(viewer, before);
    await viewer.reload();
    await waitForUnread(viewer, before);

    await viewer.getByRole('switch', { name: words.unreadOnly }).click();
    await viewer.waitForURL(/unread=1/);
    await viewer.getByTestId('inbox').getByText(title).waitFor({ state: 'detached' });
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await Promise.all([ofEditor.context.close(), ofViewer.context.close()]);
  });
});

describe('a flood of posts', () => {
  it('is counted past the hundred that the page keeps, by bell and counter, and a few are told', async () => {
    const visit = await visitPlatform({ locale: 'en-GB' });
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer', 'acme');
    await bell(page).waitFor();
    await page.waitForLoadState('networkidle');
    const before = await unreadOf(page);
    const counter = page.getByTestId('post-count');
    const posts = Number(await counter.textContent());
    const editor = await askAs(stage().platform.routerUrl, 'editor', 'acme');
    for (let count = 1; count <= 130; count++) {
      const input = { title: `Flood ${count}`, body: 'x' };
      await editor(
        'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }',
        {
          input,
        },
      );
    }
    await waitForUnread(page, before + 130);
    await counter.filter({ hasText: new RegExp(`^${posts + 130}$`) }).waitFor();
    while ((await page.getByRole('alert').count()) > 5); // those that leave fade first
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});
