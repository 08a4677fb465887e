import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, type Visit, writePost } from './browser.ts';
import { stage, visitPlatform } from './stage.ts';

const statusOf = (page: Page, status: string) =>
  page.getByTestId('connection').and(page.locator(`[data-status=${status}]`));

async function tryToSignIn(page: Page, at: Visit, password: string): Promise<void> {
  await page.goto(at.url);
  await page.fill('input[name=tenant]', 'demo');
  await page.fill('input[name=email]', 'viewer@demo.test');
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
}

describe('signing in', () => {
  it('says that it did not work, without saying why, and goes on when mended', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await tryToSignIn(page, visit, 'wrong');
    const alert = page.getByRole('alert');
    await alert.getByText('La organización, el correo o la contraseña no son correctos.').waitFor();
    await page.fill('input[name=tenant]', 'nobody');
    await page.fill('input[name=password]', 'gestas-demo');
    await page.click('button[type=submit]');
    await alert.waitFor();
    await page.fill('input[name=tenant]', 'demo');
    await page.click('button[type=submit]');
    await page.getByTestId('post-count').waitFor();
    await visit.context.close();
  });

  it('asks for what is missing without asking the server', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await page.goto(visit.url);
    await page.click('button[type=submit]');
    expect(await page.getByText('Hace falta este dato.').count()).toBe(3);
    await visit.context.close();
  });

  it('leads back to the page that was asked for, and out again', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await page.goto(`${visit.url}/users`);
    await page.fill('input[name=tenant]', 'demo');
    await page.fill('input[name=email]', 'viewer@demo.test');
    await page.fill('input[name=password]', 'gestas-demo');
    await page.click('button[type=submit]');
    await page.waitForURL(/\/users$/);
    await page.getByRole('button', { name: /^Cuenta de/ }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.reload();
    await page.waitForURL(/\/sign-in$/);
    await visit.context.close();
  });

  it('keeps no token where a script could read it, and says so when the session is gone', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    const stored = await page.evaluate(
      'JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie })',
    );
    expect(stored).not.toMatch(/eyJ/);
    await visit.context.clearCookies();
    await page.reload();
    await page.getByTestId('sign-in-notice').getByText('Tu sesión ha terminado').waitFor();
    await visit.context.close();
  });
});

describe('a lost connection', () => {
  it('is told, resumed, and nothing is missed or doubled', async () => {
    const ofEditor = await visitPlatform();
    const ofViewer = await visitPlatform({}, stage().proxy.url);
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    await signIn(editor, ofEditor, 'editor');
    await signIn(viewer, ofViewer, 'viewer');
    const create = (title: string) => writePost(editor, ofEditor, title);
    const feed = viewer.getByTestId('post-feed');
    const stamp = Date.now();
    await create(`Antes ${stamp}`);
    await feed.getByText(`Antes ${stamp}`).waitFor();
    const before = Number(await viewer.getByTestId('post-count').textContent());

    stage().proxy.drop();
    await statusOf(viewer, 'resuming').waitFor();
    await create(`Durante uno ${stamp}`);
    await create(`Durante dos ${stamp}`);
    stage().proxy.restore();
    await statusOf(viewer, 'live').waitFor();
    await feed.getByText(`Durante dos ${stamp}`).waitFor();
    await create(`Después ${stamp}`);
    await feed.getByText(`Después ${stamp}`).waitFor();

    expect(await feed.getByText(`Durante uno ${stamp}`).count()).toBe(1);
    expect(await feed.getByText(`Durante dos ${stamp}`).count()).toBe(1);
    expect(Number(await viewer.getByTestId('post-count').textContent())).toBe(before + 3);
    await Promise.all([ofEditor.context.close(), ofViewer.context.close()]);
  });
});
