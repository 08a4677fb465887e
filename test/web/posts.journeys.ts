import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, writePost } from './browser.ts';
import { visitPlatform } from './stage.ts';

/** The counter of all posts as shown. */
async function shownCount(page: Page): Promise<number> {
  return Number((await page.getByTestId('post-count').textContent())?.replace(/\D/g, ''));
}

/** Waits until the feed shows the title; answers when that was (milliseconds since the epoch). */
async function seenInFeed(page: Page, title: string): Promise<number> {
  await page.getByTestId('post-feed').getByText(title, { exact: true }).waitFor();
  return Date.now();
}

/** Tells how long it takes from a written post to the viewer's screen: the middle of three tries, in milliseconds. */
async function delayOf(write: (title: string) => Promise<number>, viewer: Page): Promise<number> {
  const delays: number[] = [];
  for (const count of [1, 2, 3]) {
    const title = `Desde otro lugar ${Date.now()}, ${count}`;
    const seen = seenInFeed(viewer, title);
    const written = await write(title);
    delays.push((await seen) - written);
  }
  return delays.sort((one, other) => one - other)[1] ?? Number.NaN;
}

describe('two people in two browsers', () => {
  it('moves the feed and the counter of the viewer within a second, without reload', async () => {
    const [ofEditor, ofViewer] = [await visitPlatform(), await visitPlatform()];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    const before = await shownCount(viewer);
    let reloads = 0;
    viewer.on('framenavigated', () => {
      reloads += 1;
    });

    const delay = await delayOf((title) => writePost(editor, ofEditor, title), viewer);
    expect(delay).toBeLessThan(1_000);
    expect(await shownCount(viewer)).toBe(before + 3);
    expect(reloads).toBe(0);
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await Promise.all([ofEditor.context.close(), ofViewer.context.close()]);
  });
});

describe('an editor', () => {
  it('edits and publishes a post', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'editor');
    const title = `Borrador ${Date.now()}`;
    await writePost(page, visit, title);

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
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('finds a post and deletes it, once the word is typed', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'editor');
    const title = `Sobrante ${Date.now()}`;
    await writePost(page, visit, title);

    await page.goto(`${visit.url}/posts`);
    await page.getByRole('searchbox').fill(title);
    const row = page.getByTestId('post-row').filter({ hasText: title });
    await page.getByText('1 de 1').waitFor();
    await row.getByText('Borrador').filter({ visible: true }).waitFor();
    await row.getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Eliminar' }).click();
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: 'Eliminar' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('eliminar');
    await button.click();
    await row.waitFor({ state: 'detached' });
    await page.goto(`${visit.url}/posts?search=${encodeURIComponent(title)}`);
    await page.getByText('Ninguna publicación coincide').waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});

describe('a viewer', () => {
  it('is shown no action and no editor', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    await page.goto(`${visit.url}/posts`);
    await page.getByTestId('post-row').first().waitFor();
    expect(await page.getByRole('link', { name: 'Nueva publicación' }).count()).toBe(0);
    expect(await page.getByTestId('post-row').getByRole('button').count()).toBe(0);
    await page.goto(`${visit.url}/posts/new`);
    await page.getByText('cms:post:create').waitFor();
    await visit.context.close();
  });
});

describe('two tabs of one browser', () => {
  it('hold a session each, and both outlive a reload', async () => {
    const shared = await visitPlatform();
    const [editor, viewer] = [await shared.newPage(), await shared.newPage()];
    await signIn(editor, shared, 'editor');
    await signIn(viewer, shared, 'viewer');
    const nameOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
    await Promise.all([editor.reload(), viewer.reload()]);
    await Promise.all([editor, viewer].map((page) => page.getByTestId('post-count').waitFor()));
    expect(await nameOf(editor)).not.toBe(await nameOf(viewer));

    const delay = await delayOf((title) => writePost(editor, shared, title), viewer);
    expect(delay).toBeLessThan(1_000);
    expect(shared.faults).toEqual([]);
    await shared.context.close();
  });
});
