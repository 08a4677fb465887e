import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn } from './browser.ts';
import { closeStage, openStage, visitPlatform } from './stage.ts';

beforeAll(() => openStage({ AI_BUBBLEWRAP: '/nowhere/bwrap' }), 300_000);
afterAll(closeStage, 60_000);

describe.each([
  {
    locale: 'es-ES',
    example: 'Productos',
    submit: 'Crear',
    texts: ['Sus propias pruebas', 'No se ejecutó', 'Esta máquina no tiene bubblewrap'],
    summary: 'Sus pruebas no se han ejecutado: bubblewrap no está instalado en esta máquina.',
  },
  {
    locale: 'en-GB',
    example: 'Products',
    submit: 'Make it',
    texts: ['Its own tests', 'Not run', 'This machine has no bubblewrap'],
    summary: 'Its tests were not run: bubblewrap is not installed on this machine.',
  },
])('the AI studio of a machine without bubblewrap, in $locale', (words) => {
  it('says that the tests were not run, and why, before anybody accepts', async () => {
    const visit = await visitPlatform({ locale: words.locale });
    const page = await visit.newPage();
    await signIn(page, visit, 'editor');
    await page.goto(`${visit.url}/ai`);
    await page.getByRole('button', { name: words.example, exact: true }).click();
    await page.getByRole('button', { name: words.submit, exact: true }).click();
    await page
      .locator('[data-testid=generation][data-status=NEEDS_REVIEW]')
      .waitFor({ timeout: 150_000 });
    const row = page.locator('[data-gate=tests][data-status=NOT_RUN]');
    await row.waitFor();
    const said = await row.textContent();
    for (const text of [...words.texts, 'bubblewrap is not installed.'])
      expect(said).toContain(text);
    await page.getByTestId('verdict').getByText(words.summary).waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});
