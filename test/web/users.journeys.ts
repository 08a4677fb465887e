import { describe, expect, it } from '@jest/globals';
import { signIn, writePost } from './browser.ts';
import { visitPlatform } from './stage.ts';

describe('users', () => {
  it('lets an administrator create a user and take the invitation link along', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'admin');
    await page.getByRole('link', { name: 'Usuarios', exact: true }).click();
    await page.getByRole('button', { name: 'Crear usuario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Crear usuario' });
    await dialog.getByRole('button', { name: 'Crear e invitar' }).click();
    await dialog.getByText('Hace falta un nombre.').waitFor();
    await dialog.getByText('Elige al menos un rol.').waitFor();

    const email = `nueva-${Date.now()}@demo.test`;
    await dialog.getByLabel('Nombre').fill('Nora Nueva');
    await dialog.getByLabel('Correo electrónico').fill(email);
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: 'Crear e invitar' }).click();
    const link = page.getByRole('dialog').getByLabel('Enlace de invitación');
    expect(await link.inputValue()).toMatch(/^https?:\/\/\S+/);
    await page.getByRole('button', { name: 'Hecho' }).click();
    await page.getByRole('searchbox').fill(email);
    const row = page.getByTestId('user-row').filter({ hasText: email });
    await row.getByText('Invitado').filter({ visible: true }).waitFor();

    await page.getByRole('button', { name: 'Crear usuario' }).click();
    await dialog.getByLabel('Nombre').fill('Otra');
    await dialog.getByLabel('Correo electrónico').fill(email);
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: 'Crear e invitar' }).click();
    await dialog.getByText('Ya hay un usuario con este correo.').waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('shows the viewer the list and no way to create', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    await page.goto(`${visit.url}/users`);
    await page.getByTestId('user-row').first().waitFor();
    expect(await page.getByRole('button', { name: 'Crear usuario' }).count()).toBe(0);
    await visit.context.close();
  });
});

describe('playground', () => {
  it('answers as the signed-in viewer and receives events, from this origin alone', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    await page.goto(`${visit.url}/playground`);
    const run = page.getByRole('button', { name: /Execute|Stop/ });
    const answer = page.locator('.result-window');
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await run.click();
    await answer.getByText('viewer@demo.test').waitFor();

    await page.getByRole('button', { name: 'PostCreated', exact: true }).click();
    await run.click();
    const editor = await visit.newPage();
    await signIn(editor, visit, 'editor');
    const title = `Para la consola ${Date.now()}`;
    await writePost(editor, visit, title);
    await answer.getByText(title).waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});
