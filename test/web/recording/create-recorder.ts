import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { assembleApng, type Frame } from './assemble-apng.ts';

const RECORDINGS = fileURLToPath(new URL('../../../artefacts/recordings', import.meta.url));

/** Two pages filmed side by side. */
export type Recorder = {
  /** Takes one picture of both; shown with the caption for so many milliseconds. */
  readonly shoot: (caption: string, shownForMs: number) => Promise<void>;
  /** Writes what was taken to artefacts/recordings/NAME.png and answers the file. */
  readonly keep: (name: string) => Promise<string>;
};

/** What one page of the two is called in the picture. */
export type Filmed = { readonly page: Page; readonly label: string };

/** Films two pages into one animated picture; `sheet` is an empty page to lay them out on. */
export function createRecorder(sheet: Page, filmed: readonly [Filmed, Filmed]): Recorder {
  const frames: Frame[] = [];
  return {
    async shoot(caption, shownForMs) {
      const figures = await Promise.all(filmed.map(toFigure));
      await sheet.setContent(
        `${STYLE}<main>${figures.join('')}</main><p>${escapeHtml(caption)}</p>`,
      );
      frames.push({ png: await sheet.screenshot(), shownForMs });
    },
    async keep(name) {
      await mkdir(RECORDINGS, { recursive: true });
      const file = join(RECORDINGS, `${name}.png`);
      await writeFile(file, assembleApng(frames));
      return file;
    },
  };
}

const STYLE = `<!doctype html><style>
  body { margin: 0; padding: 14px; background: #e9ecf1; font: 15px system-ui, sans-serif; color: #1c2430; }
  main { display: flex; gap: 14px; }
  figure { margin: 0; flex: 1; background: #fff; border: 1px solid #c5ccd6; border-radius: 8px; overflow: hidden; }
  figcaption { padding: 6px 12px; background: #f5f7fa; border-bottom: 1px solid #dde2e9; font-weight: 600; }
  img { display: block; width: 100%; }
  p { margin: 12px 2px 0; height: 20px; font-size: 16px; }
</style>`;

async function toFigure({ page, label }: Filmed): Promise<string> {
  const png = await page.screenshot({ animations: 'disabled' });
  const address = `data:image/png;base64,${png.toString('base64')}`;
  return `<figure><figcaption>${escapeHtml(label)}</figcaption><img alt="" src="${address}"></figure>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
