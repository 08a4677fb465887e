import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asStream, OPENAI_DOUBLE } from '../../subgraphs/ai/test/support/model-doubles.ts';
import {
  type ModelServer,
  startModelServer,
} from '../../subgraphs/ai/test/support/model-server.ts';
import { signIn } from './browser.ts';
import { closeStage, openStage, visitPlatform } from './stage.ts';

const MODEL = 'a-streaming-model';
const LANGUAGES = [
  { locale: 'es-ES', chat: 'Preguntar', question: '¿Cómo se crea un plugin nuevo?' },
  { locale: 'en-GB', chat: 'Ask', question: 'How do I create a new plugin?' },
] as const;

let model: ModelServer | undefined;

beforeAll(async () => {
  model = await startModelServer();
  await openStage({ AI_OPENAI_BASE_URL: `${model.url}/v1`, AI_OPENAI_MODEL: MODEL });
}, 300_000);
afterAll(async () => {
  await closeStage();
  await model?.stop();
}, 60_000);

/** Makes the model send `first` at once, and `second` and its end when the function returned is called. */
function answerInTwo(first: string, second: string): () => void {
  let release = () => {};
  model?.behave((response) => {
    asStream(response);
    OPENAI_DOUBLE.begin(response, [first]);
    release = () => OPENAI_DOUBLE.say(response, { pieces: [second] });
  });
  return () => release();
}

describe.each(LANGUAGES)('an answer of a model, in $locale', ({ locale, chat, question }) => {
  it('appears piece by piece, and only sources that there are are cited', async () => {
    const release = answerInTwo('A folder becomes a plugin', ' once it is mounted [1][99].');
    const visit = await visitPlatform({ locale });
    const page = await visit.newPage();
    await signIn(page, visit, 'editor');
    await page.goto(`${visit.url}/ai`);
    await page.getByRole('tab', { name: chat }).click();
    await page.locator('textarea[name=question]').fill(question);
    await page.keyboard.press('Enter');
    const answer = page.getByTestId('answer');
    await answer
      .and(page.locator('[data-done=false]'))
      .getByText('A folder becomes a plugin')
      .waitFor();
    release();
    const whole = answer.and(page.locator('[data-done=true]'));
    await whole.getByText('A folder becomes a plugin once it is mounted').waitFor();
    expect(await whole.textContent()).toContain(MODEL);
    expect(await whole.textContent()).not.toContain('[99]');
    expect(await whole.getByRole('link').allTextContents()).toEqual(['[1]']);
    expect(await whole.getByTestId('source').count()).toBe(1);
    expect(visit.faults).toEqual([]);
    await visit.context.close();
  });
});
