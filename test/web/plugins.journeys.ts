import { describe, expect, it } from '@jest/globals';
import { signIn } from './browser.ts';
import { visitPlatform } from './stage.ts';

/** What a person reads in each language. */
const LANGUAGES = [
  { locale: 'es-ES', running: 'En marcha', permissions: /permisos que aporta/ },
  { locale: 'en-GB', running: 'Running', permissions: /permissions it brings/ },
] as const;

describe.each(LANGUAGES)('plugins in $locale', (words) => {
  it('are shown to an administrator with health, heartbeats and permissions', async () => {
    const visit = await visitPlatform({ locale: words.locale });
    const page = await visit.newPage();
    const subscribed = page
      .waitForEvent('websocket')
      .then((socket) =>
        socket.waitForEvent('framesent', ({ payload }) =>
          String(payload).includes('pluginChanged'),
        ),
      );
    await signIn(page, visit, 'admin');
    await page.getByRole('link', { name: 'Plugins', exact: true }).click();
    const cms = page.locator('[data-testid=plugin][data-name=plugin-cms]');
    await cms.getByText(words.running, { exact: true }).waitFor();
    await cms.locator('time').first().waitFor();
    await cms.getByText(words.permissions).click();
    await cms.getByText('cms:post:read', { exact: true }).waitFor();
    await subscribed;
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('are kept from those who may not see them', async () => {
    const visit = await visitPlatform({ locale: words.locale });
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    expect(await page.getByRole('link', { name: 'Plugins', exact: true }).count()).toBe(0);
    await page.goto(`${visit.url}/plugins`);
    await page.getByText('system:plugin:read').waitFor();
    await visit.context.close();
  });
});
