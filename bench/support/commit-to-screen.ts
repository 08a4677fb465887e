import { ask, signIn, subscribe } from '../../scripts/clone/graphql-client.ts';
import * as chromium from '../../test/web/browser.ts';
import { type Quantiles, quantilesOf } from './quantiles.ts';

/** How long a new post takes, in milliseconds, to a subscriber over SSE, and to the pixels of a viewer's dashboard and bell. */
export type CommitToScreen = {
  /** From sending the mutation to the event at an SSE client. */
  readonly sentToClient: Quantiles;
  /** From the mutation's answer, which follows the commit; an event may come first, then the figure is below nought. */
  readonly answeredToClient: Quantiles;
  /** From sending the mutation to the frame in which the dashboard's feed shows the title. */
  readonly sentToScreen: Quantiles;
  /** From sending the mutation to the frame in which the bell counts the notification of it. */
  readonly sentToBell: Quantiles;
};

const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
const BELL = '[data-testid=bell]';
const FEED = 'subscription { postCreated { id title author { name } } }';
type Created = { readonly createPost: { readonly post: { readonly id: string } } };
type Arrival = { readonly data: { readonly postCreated: { readonly title: string } } };

/** Writes posts one after the other on a running platform, each once the one before is on the screen. */
export async function measureCommitToScreen(
  { routerUrl, webUrl }: { readonly routerUrl: string; readonly webUrl: string },
  count: number,
): Promise<CommitToScreen> {
  const [viewer, editor] = await Promise.all([
    signIn(routerUrl, 'viewer@demo.test'),
    signIn(routerUrl, 'editor@demo.test'),
  ]);
  const feed = subscribe(routerUrl, viewer, FEED);
  await feed.next();
  const browser = await chromium.launchBrowser();
  try {
    const visit = await chromium.openVisit(browser, new URL(webUrl).origin);
    const page = await visit.newPage();
    await chromium.signIn(page, visit, 'viewer');
    await page.locator(BELL).waitFor();
    const unread = Number(await page.locator(BELL).getAttribute('data-unread'));
    const [toClient, afterAnswer]: [number[], number[]] = [[], []];
    const [toScreen, toBell]: [number[], number[]] = [[], []];
    for (let index = 0; index < count; index++) {
      const title = `Bench ${index} ${Date.now()}`;
      const shown = page.evaluate<number>(
        frameOf(`document.body.textContent.includes('${title}')`),
      );
      const rung = page.evaluate<number>(
        frameOf(`document.querySelector('${BELL}').dataset.unread === '${unread + index + 1}'`),
      );
      const arrived = feed.next().then(({ value }) => {
        if ((value as Arrival).data.postCreated.title !== title) throw new Error('another post');
        return now();
      });
      const sent = now();
      const input = { title, body: 'x' };
      await ask<Created>(routerUrl, editor, CREATE, { input });
      const answered = now();
      const arrival = await arrived;
      toClient.push(arrival - sent);
      afterAnswer.push(arrival - answered);
      toScreen.push((await shown) - sent);
      toBell.push((await rung) - sent);
    }
    if (visit.faults.length > 0) throw new Error(visit.faults.join('\n'));
    return {
      sentToClient: quantilesOf(toClient),
      answeredToClient: quantilesOf(afterAnswer),
      sentToScreen: quantilesOf(toScreen),
      sentToBell: quantilesOf(toBell),
    };
  } finally {
    await browser.close();
    await feed.return(undefined);
  }
}

/** One clock for this process and the page: milliseconds since the epoch, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** For the page to run: the moment of the first frame in which a condition holds. */
function frameOf(condition: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      if (${condition}) resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  })`;
}
