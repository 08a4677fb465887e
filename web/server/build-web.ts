import { spawn } from 'node:child_process';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compressFolder } from './compress-folder.ts';
import { sourceKey } from './source-key.ts';

/** Where to build from and to. */
export type BuildWebOptions = {
  /** The checkout. */
  readonly root: string;
  /** Builds are kept in `web/` below it, each named by its key. */
  readonly dataFolder: string;
  /** `localStorage` keeps the access token there, weaker; `memory` is the default. */
  readonly tokenStore?: 'memory' | 'localStorage' | undefined;
  /** Told what goes on, in a short sentence. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Ends a build that is running, which then throws. */
  readonly signal?: AbortSignal | undefined;
};

/** The folder to serve, and whether it had to be built. */
export type BuiltWeb = { readonly folder: string; readonly built: boolean };

/**
 * Makes sure that a build of the client's present sources exists. When it does, nothing but hashing happens. Older
 * builds are removed. Needs the generated operations (`npm run generate`); throws with Vite's own words when it fails.
 */
export async function buildWeb(options: BuildWebOptions): Promise<BuiltWeb> {
  const { root, dataFolder, tokenStore = 'memory', onProgress = () => {}, signal } = options;
  const key = await sourceKey(root, tokenStore);
  const home = join(dataFolder, 'web');
  const folder = join(home, key.slice(0, 16));
  if (await exists(join(folder, 'index.html'))) return { folder, built: false };
  if (!(await exists(join(root, 'web/src/generated/graphql.ts')))) {
    throw new Error('The typed operations of the web client are missing: run `npm run generate`.');
  }
  await mkdir(home, { recursive: true });
  const draft = `${folder}.${process.pid}.part`;
  onProgress('building the web client');
  signal?.throwIfAborted();
  await runBuild(root, draft, tokenStore, signal);
  onProgress('compressing the web client');
  await compressFolder(draft);
  await takePlace(draft, folder);
  await removeOthers(home, folder);
  return { folder, built: true };
}

/** Two starts may build at once: whoever comes second keeps the first one's build, which is the same. */
async function takePlace(draft: string, folder: string): Promise<void> {
  await rename(draft, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (!(await exists(join(folder, 'index.html')))) throw error;
    await rm(draft, { recursive: true, force: true });
  });
}

async function removeOthers(home: string, folder: string): Promise<void> {
  const others = (await readdir(home)).map((name) => join(home, name));
  const stale = others.filter((path) => path !== folder && !path.endsWith('.part'));
  await Promise.all(stale.map((path) => rm(path, { recursive: true, force: true })));
}

/** Runs `scripts/build.mjs` in a process of its own. */
function runBuild(
  root: string,
  outDir: string,
  tokenStore: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const script = join(root, 'web/scripts/build.mjs');
  const flags = tokenStore === 'localStorage' ? ['--keep-token'] : [];
  const child = spawn(process.execPath, [script, outDir, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal?.addEventListener('abort', () => child.kill(), { once: true });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The web client did not build:\n${Buffer.concat(output)}`));
    });
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
