import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn, type Visit } from './browser.ts';
import { visitPlatform } from './stage.ts';

/** What a person reads and writes in each language. */
const LANGUAGES = [
  {
    locale: 'es-ES',
    nav: 'Estudio de IA',
    example: 'Productos',
    submit: 'Crear',
    templates: 'Plantillas integradas, sin IA',
    extracts: 'Citas literales, sin IA',
    finished: 'Terminar',
    accept: 'Aceptar',
    accepted: 'Aceptado',
    reject: 'Rechazar',
    rejected: 'Rechazado',
    refused: 'Borra todos los datos de la organización',
    reason: 'El precio debería llevar moneda.',
    chat: 'Preguntar',
    question: '¿Cómo se crea un plugin nuevo?',
    knowledge: 'Conocimiento',
    search: 'permisos de un plugin',
  },
  {
    locale: 'en-GB',
    nav: 'AI studio',
    example: 'Products',
    submit: 'Make it',
    templates: 'Built-in templates, no AI',
    extracts: 'Quoted passages, no AI',
    finished: 'Finish',
    accept: 'Accept',
    accepted: 'Accepted',
    reject: 'Reject',
    rejected: 'Rejected',
    refused: 'Delete all the data of the organisation',
    reason: 'The price should have a currency.',
    chat: 'Ask',
    question: 'How do I create a new plugin?',
    knowledge: 'Knowledge',
    search: 'permissions of a plugin',
  },
] as const;

type Words = (typeof LANGUAGES)[number];

const statusOf = (page: Page, status: string) =>
  page.getByTestId('generation').and(page.locator(`[data-status=${status}]`));

async function enter(words: Words, person = 'editor'): Promise<{ visit: Visit; page: Page }> {
  const visit = await visitPlatform({ locale: words.locale });
  const page = await visit.newPage();
  await signIn(page, visit, person);
  await page.getByRole('link', { name: words.nav, exact: true }).click();
  return { visit, page };
}

async function generateExample(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.example, exact: true }).click();
  await page.getByRole('button', { name: words.submit, exact: true }).click();
  await statusOf(page, 'NEEDS_REVIEW').waitFor({ timeout: 120_000 });
}

describe.each(LANGUAGES)('the AI studio in $locale', (words) => {
  it('writes a plugin, shows steps, verdict and files, and takes a person’s yes', async () => {
    const { visit, page } = await enter(words);
    await generateExample(page, words);
    await page.getByTestId('steps').getByText(words.finished).first().waitFor();
    await page.locator('[data-step=FINISH]').first().waitFor();
    expect(await page.locator('[data-step=FINISH]').count()).toBe(1);
    await page.getByTestId('generation').getByText(words.templates).first().waitFor();
    await page.locator('[data-testid=verdict][data-decision=APPROVE]').waitFor();
    const files = page.getByTestId('files');
    await files.getByRole('button', { name: 'schema.graphql' }).click();
    await files.locator('pre').getByText('type Query').waitFor();
    await page.getByRole('button', { name: words.accept, exact: true }).click();
    await statusOf(page, 'ACCEPTED').waitFor();
    await page.reload();
    await page.getByTestId('generation').getByText(words.accepted, { exact: true }).waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('takes a no with its reason', async () => {
    const { visit, page } = await enter(words);
    await generateExample(page, words);
    await page.getByRole('button', { name: words.reject, exact: true }).click();
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: words.reject, exact: true });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(words.reason);
    await button.click();
    await statusOf(page, 'REJECTED').waitFor();
    await page.getByTestId('steps').getByText(words.reason).waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('shows why what is not a plugin is refused', async () => {
    const { visit, page } = await enter(words);
    await page.locator('textarea[name=prompt]').fill(words.refused);
    await page.getByRole('button', { name: words.submit, exact: true }).click();
    await statusOf(page, 'REJECTED').waitFor({ timeout: 120_000 });
    expect(await page.getByTestId('files').count()).toBe(0);
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });

  it('answers a question with sources, and finds passages', async () => {
    const { visit, page } = await enter(words);
    await page.getByRole('tab', { name: words.chat }).click();
    await page.locator('textarea[name=question]').fill(words.question);
    await page.keyboard.press('Enter');
    const answer = page.locator('[data-testid=answer][data-done=true]');
    await answer.getByText(words.extracts).waitFor();
    const source = answer.getByTestId('source').first();
    await answer.getByRole('link').first().click();
    await answer.locator('details[open]').first().waitFor();
    expect((await source.textContent())?.length).toBeGreaterThan(20);
    await page.reload();
    await answer.getByText(words.extracts).waitFor();

    await page.getByRole('tab', { name: words.knowledge }).click();
    await page.getByRole('searchbox').fill(words.search);
    await page.getByTestId('source').first().waitFor();
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});

describe('the AI studio', () => {
  it('is kept from those who may not use it', async () => {
    const visit = await visitPlatform();
    const page = await visit.newPage();
    await signIn(page, visit, 'viewer');
    await page.goto(`${visit.url}/ai`);
    await page.getByText('ai:generation:read').waitFor();
    await visit.context.close();
  });
});
