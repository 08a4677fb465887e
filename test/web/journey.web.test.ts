import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openVisit, signIn, writePost } from './browser.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
}, 60_000);

const visit = () => openVisit(browser, platform.webUrl);

/** The counter of all posts as shown. */
async function shownCount(page: Page): Promise<number> {
  return Number((await page.getByTestId('post-count').textContent())?.replace(/\D/g, ''));
}

async function expectToSee(page: Page, title: string, within: number): Promise<void> {
  await page
    .getByTestId('post-feed')
    .getByText(title, { exact: true })
    .waitFor({ timeout: within });
}

describe('two people in two browsers', () => {
  it('moves the feed and the counter of the viewer within a second, without reload', async () => {
    const [ofEditor, ofViewer] = [await visit(), await visit()];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    const before = await shownCount(viewer);
    let reloads = 0;
    viewer.on('framenavigated', () => {
      reloads += 1;
    });

    const title = `Desde otro navegador ${Date.now()}`;
    await writePost(editor, ofEditor, title);
    await expectToSee(viewer, title, 1_000);
    expect(await shownCount(viewer)).toBe(before + 1);
    expect(reloads).toBe(0);
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await Promise.all([ofEditor.context.close(), ofViewer.context.close()]);
  });

  it('lets the editor edit, publish and delete', async () => {
    const ofEditor = await visit();
    const page = await ofEditor.newPage();
    await signIn(page, ofEditor, 'editor');
    const title = `Borrador ${Date.now()}`;
    await writePost(page, ofEditor, title);

    const save = page.getByRole('button', { name: 'Guardar cambios' });
    await save.waitFor();
    await page.fill('input[name=title]', `${title} corregido`);
    await save.click();
    await page.getByRole('heading', { level: 1, name: `${title} corregido` }).waitFor();
    await page.reload();
    expect(await page.inputValue('textarea[name=body]')).toBe('Primera línea.\nSegunda línea.');

    await page.getByRole('button', { name: 'Publicar' }).click();
    await page.getByText('Publicada', { exact: true }).waitFor();
    await page.getByText(`«${title} corregido» está publicada`).waitFor();

    await page.goto(`${ofEditor.url}/posts?search=${encodeURIComponent(title)}`);
    const row = page.getByTestId('post-row');
    await row.getByText('Publicada').filter({ visible: true }).waitFor();
    await row.getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Eliminar' }).click();
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: 'Eliminar' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('eliminar');
    await button.click();
    await row.waitFor({ state: 'detached' });
    await page.reload();
    await page
      .getByText('Aún no hay publicaciones')
      .or(page.getByTestId('post-row').first())
      .or(page.getByText('Ninguna publicación coincide'))
      .first()
      .waitFor();
    expect(await page.getByText(`${title} corregido`, { exact: true }).count()).toBe(0);
    expect(ofEditor.faults).toEqual([]);
    await ofEditor.context.close();
  });

  it('shows the viewer no action and no editor', async () => {
    const ofViewer = await visit();
    const page = await ofViewer.newPage();
    await signIn(page, ofViewer, 'viewer');
    await page.goto(`${ofViewer.url}/posts`);
    await page.getByTestId('post-row').first().waitFor();
    expect(await page.getByRole('link', { name: 'Nueva publicación' }).count()).toBe(0);
    expect(await page.getByTestId('post-row').getByRole('button').count()).toBe(0);
    await page.goto(`${ofViewer.url}/posts/new`);
    await page.getByText('cms:post:create').waitFor();
    await ofViewer.context.close();
  });
});

describe('two tabs of one browser', () => {
  it('holds a session in each, and both outlive a reload', async () => {
    const shared = await visit();
    const [editor, viewer] = [await shared.newPage(), await shared.newPage()];
    await signIn(editor, shared, 'editor');
    await signIn(viewer, shared, 'viewer');
    const nameOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
    await Promise.all([editor.reload(), viewer.reload()]);
    await Promise.all([editor, viewer].map((page) => page.getByTestId('post-count').waitFor()));
    expect(await nameOf(editor)).not.toBe(await nameOf(viewer));

    const title = `Desde la otra pestaña ${Date.now()}`;
    await writePost(editor, shared, title);
    await expectToSee(viewer, title, 1_000);
    expect(shared.faults).toEqual([]);
    await shared.context.close();
  });
});
