import { describe, expect, it } from '@jest/globals';
import { signIn } from './browser.ts';
import { visitPlatform } from './stage.ts';

describe('from a prompt to a running part of the platform', () => {
  it('writes a plugin, mounts it, and makes the first row through its screen', async () => {
    const visit = await visitPlatform({ locale: 'es-ES' });
    const page = await visit.newPage();
    await signIn(page, visit, 'admin');
    await page.goto(`${visit.url}/ai`);
    await page
      .locator('textarea[name=prompt]')
      .fill('Crea un controlador de productos con nombre, precio y stock');
    await page.locator('main form button[type=submit]').click();
    const generation = (status: string) =>
      page.locator(`[data-testid=generation][data-status=${status}]`);
    await generation('NEEDS_REVIEW').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Aceptar', exact: true }).click();
    await generation('ACCEPTED').waitFor();
    await page.getByRole('button', { name: 'Montar', exact: true }).click();
    await generation('MOUNTED').waitFor({ timeout: 60_000 });

    await page.getByRole('link', { name: 'Productos', exact: true }).click();
    await page.getByRole('heading', { name: 'Productos', level: 1 }).waitFor();
    await page
      .locator('main')
      .getByRole('link', { name: /nuevo|crear/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.locator('[aria-invalid=true]').first().waitFor(); // nothing was filled in
    await page.getByLabel(/^nombre/i).fill('Silla de roble');
    await page
      .getByLabel(/^precio/i)
      .first()
      .fill('129.90'); // the second is its currency
    await page.getByLabel(/^stock/i).fill('12');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'Silla de roble' });
    await row.getByText('12', { exact: true }).waitFor();
    await page.reload();
    await row.waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});
