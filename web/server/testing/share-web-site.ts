import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { compressFolder } from '../compress-folder.ts';
import { type RunningWebServer, startWebServer } from '../start-web-server.ts';
import { type FakeRouter, startFakeRouter } from './start-fake-router.ts';

/** The client's page, long enough to be packed. */
export const PAGE = `<!doctype html>${'<p>page</p>'.repeat(200)}`;

/** What the tests of a file share: a client that was built, and a web server that has it and a router behind it. */
export type WebSite = {
  /** A folder around `folder`, with a file that is nobody's business. */
  readonly home: string;
  /** The client as `buildWeb` would answer it. */
  readonly folder: string;
  readonly router: FakeRouter;
  readonly web: RunningWebServer;
};

/** Makes one site for all tests of the file; the function returned gives it. */
export function shareWebSite(): () => WebSite {
  let site: WebSite | undefined;

  function current(): WebSite {
    if (!site) throw new Error('A site lives only while the tests of its file run');
    return site;
  }

  beforeAll(async () => {
    const home = await mkdtemp(join(tmpdir(), 'gestas-web-'));
    const folder = join(home, 'site');
    await writeSite(home, folder);
    const router = await startFakeRouter();
    const web = await startWebServer({ port: 0, folder, routerUrl: router.url });
    site = { home, folder, router, web };
  });
  afterAll(async () => {
    const { home, router, web } = current();
    await web.stop();
    await router.stop();
    await rm(home, { recursive: true });
  });
  return current;
}

async function writeSite(home: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(folder, '.vite'));
  await writeFile(join(home, 'secret.txt'), 'secret');
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), `${'x();'.repeat(500)}`);
  await compressFolder(folder);
}
