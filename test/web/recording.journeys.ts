import { stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { signIn } from './browser.ts';
import { writeExamplePosts } from './example-posts.ts';
import { createRecorder } from './recording/create-recorder.ts';
import { stage, visitPlatform } from './stage.ts';

const WINDOW = { width: 700, height: 560 };
const MEGABYTE = 1024 * 1024;

/** The words of one recording. */
const LANGUAGES = [
  {
    name: 'two-windows',
    locale: 'en-GB',
    labels: ['Eva writes', 'Víctor watches'],
    title: 'Open day on Saturday',
    body: 'Doors open at ten. Bring a friend.',
    captions: [
      'Eva writes a post',
      'she sends it',
      (ms: number) => `${ms} ms later it is on Víctor’s screen`,
    ],
  },
  {
    name: 'two-windows.es',
    locale: 'es-ES',
    labels: ['Eva escribe', 'Víctor mira'],
    title: 'Puertas abiertas el sábado',
    body: 'Abrimos a las diez. Ven con alguien.',
    captions: [
      'Eva escribe una publicación',
      'la envía',
      (ms: number) => `${ms} ms después está en la pantalla de Víctor`,
    ],
  },
] as const;

describe('a recording of two windows', () => {
  beforeAll(() => writeExamplePosts(stage().platform.routerUrl), 60_000);

  it.each(LANGUAGES)('shows a post move from one to the other: $name', async (words) => {
    const options = { locale: words.locale, viewport: WINDOW };
    const [ofEditor, ofViewer] = [await visitPlatform(options), await visitPlatform(options)];
    const [editor, viewer] = [await ofEditor.newPage(), await ofViewer.newPage()];
    const sheets = await stage().browser.newContext({ viewport: { width: 1440, height: 660 } });
    await Promise.all([signIn(editor, ofEditor, 'editor'), signIn(viewer, ofViewer, 'viewer')]);
    const recorder = createRecorder(await sheets.newPage(), [
      { page: editor, label: words.labels[0] },
      { page: viewer, label: words.labels[1] },
    ]);
    await editor.goto(`${ofEditor.url}/posts/new`);
    const feed = viewer.getByTestId('post-feed');
    await Promise.all([
      editor.locator('input[name=title]').waitFor(),
      feed.locator('li').first().waitFor(),
    ]);

    await recorder.shoot(words.captions[0], 1_200);
    for (const [name, text] of [
      ['input[name=title]', words.title],
      ['textarea[name=body]', words.body],
    ] as const) {
      for (let end = 7; end < text.length + 7; end += 7) {
        await editor.fill(name, text.slice(0, end));
        await recorder.shoot(words.captions[0], 140);
      }
    }
    await recorder.shoot(words.captions[1], 700);
    const seen = feed
      .getByText(words.title, { exact: true })
      .waitFor()
      .then(() => Date.now());
    await editor.click('form button[type=submit]');
    const sent = Date.now();
    const delay = Math.max(0, (await seen) - sent);
    await editor.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    await editor.locator('textarea[name=body]').waitFor();
    await recorder.shoot(words.captions[2](delay), 3_500);

    const file = await recorder.keep(words.name);
    expect((await stat(file)).size).toBeLessThan(2 * MEGABYTE);
    expect([...ofEditor.faults, ...ofViewer.faults]).toEqual([]);
    await Promise.all([ofEditor, ofViewer].map(({ context }) => context.close()));
    await sheets.close();
  });
});
