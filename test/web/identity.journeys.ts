import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, type Visit } from './browser.ts';
import { visitPlatform } from './stage.ts';
import { texts } from './texts.ts';

type Languages = { readonly locale: string; readonly language: string };

const LANGUAGES: readonly Languages[] = [
  { locale: 'es-ES', language: 'es' },
  { locale: 'en-GB', language: 'en' },
];

/** The administrator makes a role that may see posts and roles. */
async function createRole(page: Page, visit: Visit, language: string, name: string) {
  const t = texts(language, 'system');
  await page.goto(`${visit.url}/roles`);
  await page.getByTestId('role-matrix').waitFor();
  await page.getByRole('button', { name: t('role.create') }).click();
  const dialog = page.getByRole('dialog', { name: t('role.create') });
  await dialog.getByRole('button', { name: t('role.create') }).click();
  await dialog.getByText(t('form.required')).waitFor();
  await dialog.getByRole('textbox', { name: t('form.name') }).fill(name);
  for (const permission of ['cms:post:read', 'system:role:read', 'system:role:create']) {
    await dialog.getByRole('checkbox', { description: permission }).focus();
    await page.keyboard.press('Space');
  }
  await dialog.getByRole('button', { name: t('role.create') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('columnheader', { name }).waitFor();
}

/** …and a user with it, whose link is answered. */
async function createUser(page: Page, visit: Visit, language: string, name: string) {
  const t = texts(language, 'system');
  await page.goto(`${visit.url}/users`);
  await page.getByRole('button', { name: t('create') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('form.name') }).fill(name);
  await dialog.getByLabel(t('form.email')).fill(`${name.replaceAll(' ', '-')}@demo.test`);
  await dialog.getByRole('checkbox', { name, exact: true }).check();
  await dialog.getByRole('button', { name: t('form.submit') }).click();
  const link = await dialog.getByLabel(t('invited.link')).inputValue();
  await dialog.getByRole('button', { name: t('invited.done') }).click();
  return visit.url + link.slice(new URL(link).origin.length);
}

async function redeem(page: Page, link: string, language: string) {
  const t = texts(language, 'auth');
  await page.goto(link);
  const submit = page.getByRole('button', { name: t('invitation.submit') });
  const [password, repeat] = [page.locator('[name=password]'), page.locator('[name=repeat]')];
  await password.fill('short');
  await submit.click();
  await page.getByText(t('invitation.tooShort')).waitFor();
  await password.fill('Password123');
  await repeat.fill('Password124');
  await submit.click();
  await page.getByText(t('invitation.differs')).waitFor();
  await repeat.fill('Password123');
  await submit.click();
  await page.getByText(t('invitation.wellKnown')).waitFor();
  for (const field of [password, repeat]) await field.fill('una frase que solo yo sé');
  await submit.click();
  await page.getByTestId('connection').and(page.locator('[data-status=live]')).waitFor();
}

/** The guest sees the roles, and can't hand out what they lack. */
async function seeLimits(guest: Page, visit: Visit, language: string, name: string) {
  const t = texts(language, 'system');
  await guest.goto(`${visit.url}/roles`);
  await guest.getByRole('columnheader', { name }).waitFor();
  const editor = guest.getByRole('columnheader', { name: 'Editor' });
  expect(await editor.getByRole('button').count()).toBe(0);
  await guest.getByRole('button', { name: t('role.create') }).click();
  expect(await guest.getByRole('dialog').getByRole('checkbox').first().isDisabled()).toBe(true);
  await guest.getByText(t('role.lacking', { pattern: 'cms:*' })).waitFor();
}

async function tryUsedLink(page: Page, link: string, language: string) {
  const t = texts(language, 'auth');
  await page.goto(link);
  for (const field of ['password', 'repeat'])
    await page.locator(`[name=${field}]`).fill('another long one');
  await page.getByRole('button', { name: t('invitation.submit') }).click();
  await page.getByText(t('invitation.used')).waitFor();
}

/** The administrator suspends the guest, who is out at once, then lifts it and gives them another name. */
async function suspend(admin: Page, visit: Visit, guest: Page, language: string, name: string) {
  const t = texts(language, 'system');
  await admin.goto(`${visit.url}/users`);
  await admin.getByRole('searchbox').fill(name);
  const row = admin.getByTestId('user-row').filter({ hasText: name });
  const shows = (status: string) =>
    row
      .getByText(t(`status.${status}`))
      .filter({ visible: true })
      .waitFor();
  const choose = async (item: string) => {
    await row.getByRole('button', { name: t('edit.actions', { name }) }).click();
    await row.getByRole('menuitem', { name: t(item) }).click();
  };
  await shows('ACTIVE');
  await choose('edit.suspend');
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox').fill(t('edit.word'));
  await dialog.getByRole('button', { name: t('edit.suspend') }).click();
  await shows('SUSPENDED');
  await guest.waitForURL(/\/sign-in/);
  await choose('edit.restore');
  await shows('ACTIVE');
  await choose('edit.open');
  await dialog.getByRole('textbox', { name: t('form.name') }).fill(`${name} B`);
  await dialog.getByRole('button', { name: t('edit.submit') }).click();
  await admin
    .getByTestId('user-row')
    .filter({ hasText: `${name} B` })
    .waitFor();
}

async function readLog(admin: Page, visit: Visit, language: string) {
  const t = texts(language, 'system');
  await admin.goto(`${visit.url}/audit`);
  const entries = admin.getByTestId('audit-row');
  await entries.filter({ hasText: 'createRole' }).first().waitFor();
  await admin.getByRole('searchbox').first().fill('updateUser');
  await admin.waitForURL(/action=updateUser/);
  await entries.filter({ hasText: 'createRole' }).first().waitFor({ state: 'detached' });
  expect(await entries.count()).toBeGreaterThanOrEqual(3);
  await entries.first().getByText(t('audit.ok')).waitFor();
}

describe.each(LANGUAGES)('in $language, people and what they may do:', ({ locale, language }) => {
  it('a role, an invitation, rights that end somewhere, a suspension, and the log of it all', async () => {
    const name = `gente ${language} ${Date.now()}`;
    const ofAdmin = await visitPlatform({ locale });
    const ofGuest = await visitPlatform({ locale });
    const [admin, guest] = [await ofAdmin.newPage(), await ofGuest.newPage()];
    await signIn(admin, ofAdmin, 'admin');
    await createRole(admin, ofAdmin, language, name);
    const link = await createUser(admin, ofAdmin, language, name);
    await redeem(guest, link, language);
    await seeLimits(guest, ofGuest, language, name);
    await tryUsedLink(await ofAdmin.newPage(), link, language);
    await suspend(admin, ofAdmin, guest, language, name);
    await readLog(admin, ofAdmin, language);
    expect([...ofAdmin.faults, ...ofGuest.faults]).toEqual([]);
    await Promise.all([ofAdmin.context.close(), ofGuest.context.close()]);
  });

  it('the log is closed to who may not read it, and says so', async () => {
    const visit = await visitPlatform({ locale });
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    await page.goto(`${visit.url}/audit`);
    await page.getByText('system:audit:read').waitFor();
    const name = texts(language, 'system')('audit.nav');
    expect(await page.getByRole('link', { name }).count()).toBe(0);
    await visit.context.close();
  });
});
