import { createRegistryReader } from '@gestas/sdk';
import { type Quantiles, quantilesOf } from '../../../bench/support/quantiles.ts';
import { waitUntil } from '../../../packages/sdk/src/events/testing/wait-until.ts';
import { ask, signIn } from '../../../scripts/clone/graphql-client.ts';
import { freePort } from '../../../scripts/embedded/free-port.ts';
import { type Cluster, type Member, openCluster } from './cluster.ts';
import { type ManyListeners, openListeners } from './many-listeners.ts';
import { createSwappingPlugin, SWAPPING } from './swapping-plugin.ts';

/** How much is to happen. */
export type SwapTrialOptions = {
  readonly swaps: number;
  /** Half of them at each of the two routers. */
  readonly subscriptions: number;
  /** Queries whose latency is taken before the first swap. */
  readonly calmQueries: number;
};

/** What happened. */
export type SwapReport = {
  readonly queries: number;
  readonly mutations: number;
  readonly failures: readonly string[];
  /** Events that should have been heard, over all subscriptions, and those that were not, or out of order. */
  readonly deliveries: number;
  readonly lost: number;
  readonly troubles: readonly string[];
  /** Of each router, at the end. */
  readonly compositions: readonly string[];
  readonly milliseconds: { readonly calm: Quantiles; readonly swapping: Quantiles };
  /** From registration until both routers serve it. */
  readonly swapMilliseconds: Quantiles;
  /** The longest that each router's event loop stood, in milliseconds. */
  readonly longestBlocks: readonly number[];
};

const PATIENCE_MS = 180_000;
const OWN_PLUGINS = ['auth', 'system', 'cms'];
const READ = '{ posts(first: 3) { nodes { title author { name } } } me { name } }';
const WRITE = `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }`;
const EVERY_MS = 100;

type Stage = {
  readonly cluster: Cluster;
  readonly urls: readonly string[];
  readonly routers: readonly Member[];
  readonly token: string;
};

/**
 * Two routers and their plugins in processes of their own over Redis; the schema of one more plugin changes again and
 * again while people read, write and listen. For tests with small numbers, for the bench with the full ones.
 */
export async function runSwapTrial(options: SwapTrialOptions): Promise<SwapReport> {
  const stage = await openStage();
  try {
    return await swapUnderLoad(stage, options);
  } catch (error) {
    throw new Error(stage.cluster.output().slice(-6_000), { cause: error });
  } finally {
    await stage.cluster.stop();
  }
}

async function openStage(): Promise<Stage> {
  const cluster = await openCluster(OWN_PLUGINS, [SWAPPING]);
  const secondPort = await freePort();
  const urls = [cluster.url, `http://localhost:${secondPort}/graphql`];
  const routers = [cluster.startRouter(), cluster.startRouter(secondPort)];
  for (const name of OWN_PLUGINS) cluster.startPlugin(name);
  const reader = createRegistryReader(cluster.keyValue);
  for (const name of OWN_PLUGINS) {
    const isReady = async () => (await reader.find(`plugin-${name}`))?.status === 'READY';
    await waitUntil(isReady, PATIENCE_MS);
  }
  let token = '';
  for (const url of urls) {
    token = await waitUntil(() => signIn(url, 'editor@demo.test').catch(() => ''), PATIENCE_MS);
    await waitUntil(() => ask(url, token, READ).catch(() => null), PATIENCE_MS);
  }
  return { cluster, urls, routers, token };
}

async function swapUnderLoad(stage: Stage, options: SwapTrialOptions): Promise<SwapReport> {
  const { urls, token, routers } = stage;
  const half = Math.ceil(options.subscriptions / 2);
  const listeners = urls.map((url) => openListeners(url, token, half));
  await untilAllHear(stage, listeners);
  const load = startLoad(stage);
  await waitUntil(() => load.latencies.length >= options.calmQueries, PATIENCE_MS);
  await Promise.all(urls.map(longestBlock)); // begins the measurement anew
  const calm = load.latencies.splice(0);
  const took = await swap(stage, options.swaps);
  const swapping = load.latencies.splice(0);
  const longestBlocks = await Promise.all(urls.map(longestBlock));
  const { written, ...report } = await load.end();
  const lost = () => listeners.flatMap(({ heard }) => heard).map((own) => missing(own, written));
  await waitUntil(() => lost().every((count) => count === 0), 30_000).catch(() => undefined);
  await Promise.all(listeners.map(({ stop }) => stop()));
  return {
    ...report,
    queries: calm.length + swapping.length,
    mutations: written.length,
    deliveries: written.length * half * 2,
    lost: lost().reduce((sum, count) => sum + count, 0),
    troubles: listeners.flatMap(({ troubles }) => troubles),
    compositions: routers.map(servedBy),
    milliseconds: { calm: quantilesOf(calm), swapping: quantilesOf(swapping) },
    swapMilliseconds: quantilesOf(took),
    longestBlocks,
  };
}

/** Subscriptions say nothing when they are set up: writes until everybody has heard of one. */
async function untilAllHear({ urls, token }: Stage, listeners: readonly ManyListeners[]) {
  const all = listeners.flatMap(({ heard }) => heard);
  await waitUntil(async () => {
    await ask(urls[0] ?? '', token, WRITE, { input: { title: 'Hello', body: 'x' } });
    return all.every((own) => own.length > 0);
  }, PATIENCE_MS);
}

/** Two people read at each router, and one writes now and then. */
function startLoad({ urls, token }: Stage) {
  const latencies: number[] = [];
  const written: string[] = [];
  const failures: string[] = [];
  let isOver = false;
  const timed = async <Data>(url: string, query: string, variables = {}) => {
    const began = performance.now();
    try {
      const answer = await ask<Data>(url, token, query, variables);
      latencies.push(performance.now() - began);
      return answer;
    } catch (error) {
      failures.push(String(error));
      return null;
    }
  };
  const read = async (url: string) => {
    while (!isOver) await timed(url, READ);
  };
  const write = async () => {
    while (!isOver) {
      const input = { title: `Post ${written.length}`, body: 'x' };
      type Written = { createPost: { post: { id: string } } };
      const answer = await timed<Written>(urls[0] ?? '', WRITE, { input });
      if (answer) written.push(answer.createPost.post.id);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const running = [...urls.flatMap((url) => [read(url), read(url)]), write()];
  return {
    latencies,
    async end() {
      isOver = true;
      await Promise.all(running);
      return { failures, written };
    },
  };
}

/** Registers one version after the other, the next when both routers serve the last; answers how long each took. */
async function swap({ cluster, urls, token }: Stage, swaps: number): Promise<number[]> {
  const register = createSwappingPlugin(cluster);
  const took: number[] = [];
  let before: Awaited<ReturnType<typeof register>> | null = null;
  for (let version = 1; version <= swaps; version += 1) {
    const began = performance.now();
    const present = await register(version);
    await Promise.all(
      urls.map((url) =>
        waitUntil(
          () =>
            ask(url, token, `{ ${present.field} }`).then(
              () => true,
              () => false,
            ),
          PATIENCE_MS,
        ),
      ),
    );
    took.push(performance.now() - began);
    await before?.stop();
    before = present;
  }
  await before?.stop();
  return took;
}

/** How many of the written posts were not heard in the order in which they were written. */
function missing(heard: readonly string[], written: readonly string[]): number {
  const from = heard.indexOf(written[0] ?? '');
  const own = from < 0 ? [] : heard.slice(from);
  return written.filter((id, index) => own[index] !== id).length;
}

/** The composition that a router said last that it serves. */
function servedBy(router: Member): string {
  const said = [...router.output().matchAll(/"compositionId":"([^"]+)","msg":"graph is served"/g)];
  return said.at(-1)?.[1] ?? '';
}

/** The longest that the router's event loop stood since this was asked the last time, in milliseconds. */
async function longestBlock(url: string): Promise<number> {
  const answer = await fetch(new URL('/metrics', url));
  const value = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await answer.text())?.[1];
  return Math.round(Number(value) * 1_000);
}
