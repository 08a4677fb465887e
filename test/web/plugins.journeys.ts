import { describe, expect, it } from '@jest/globals';
import { signIn } from './browser.ts';
import { visitPlatform } from './stage.ts';

/** What a person reads in each language. */
const LANGUAGES = [
  {
    locale: 'es-ES',
    running: 'En marcha',
    permissions: /permisos que aporta/,
    quarantined: 'En cuarentena',
    why: 'Por qué está apartado',
  },
  {
    locale: 'en-GB',
    running: 'Running',
    permissions: /permissions it brings/,
    quarantined: 'Quarantined',
    why: 'Why it is set aside',
  },
] as const;

describe.each(LANGUAGES)('plugins in $locale', (words) => {
  it('are shown to an administrator with health, heartbeats and permissions', async () => {
    const visit = await visitPlatform({ locale: words.locale });
    const page = await visit.newPage();
    await signIn(page, visit, 'admin');
    await page.getByRole('link', { name: 'Plugins', exact: true }).click();
    const cms = page.locator('[data-testid=plugin][data-name=plugin-cms]');
    await cms.getByText(words.running, { exact: true }).waitFor();
    await cms.locator('time').first().waitFor();
    await cms.getByText(words.permissions).click();
    await cms.getByText('cms:post:read', { exact: true }).waitFor();
    const again = page.waitForRequest(
      (request) => request.postData()?.includes('query Plugins') ?? false,
    );
    await again;
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('say why one is in quarantine', async () => {
    const visit = await visitPlatform({ locale: words.locale });
    const page = await visit.newPage();
    const reason = 'It ended four times within a minute: Error: boom (src/index.ts:3)';
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query Plugins')) return route.fallback();
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { plugins: { name: string }[] } };
      const out = { status: 'QUARANTINED', quarantine: { at: new Date().toISOString(), reason } };
      const plugins = data.plugins.map((one) =>
        one.name === 'plugin-cms' ? { ...one, ...out } : one,
      );
      return route.fulfill({ response, json: { data: { ...data, plugins } } });
    });
    await signIn(page, visit, 'admin');
    await page.goto(`${visit.url}/plugins`);
    const cms = page.locator('[data-testid=plugin][data-name=plugin-cms]');
    await cms.getByText(words.quarantined, { exact: true }).waitFor();
    await cms.getByText(words.why, { exact: true }).waitFor();
    await cms.getByText(reason, { exact: true }).waitFor();
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
