import { mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type RunningStart, runStart } from '../scripts/clone/running-start.ts';
import { freePort, freePortBase } from '../scripts/embedded/free-port.ts';
import { measureCommitToScreen } from './support/commit-to-screen.ts';
import { quantilesOf } from './support/quantiles.ts';
import { measureRequestToReviewed } from './support/request-to-reviewed.ts';
import { residentMemory } from './support/resident-memory.ts';

/**
 * `npm start` from an empty data folder: seconds to ready at the first start and at later ones, megabytes after the journey,
 * milliseconds to stop, from a written post to the screen, and from a request to a reviewed plugin; with a private Redis and without any.
 * `node scripts/run.mjs bench/platform.ts POSTS`. One JSON line a way of carrying events.
 */
const posts = Number(process.argv[2] ?? '200');
const LATER_STARTS = 3;
const LIMIT_MS = 180_000;

for (const redis of ['on', 'off']) {
  process.stdout.write(`${JSON.stringify(await measure(redis))}\n`);
}

async function measure(redis: string) {
  const dataFolder = mkdtempSync(join(homedir(), '.gestas-bench-'));
  const env = {
    GESTAS_DATA_DIR: dataFolder,
    GESTAS_REDIS: redis,
    ROUTER_PORT: String(await freePort()),
    WEB_PORT: String(await freePort()),
    PLUGIN_PORT_BASE: String(await freePortBase()),
  };
  const start = async () => {
    const began = performance.now();
    const running = await runStart('.', env, LIMIT_MS);
    return { running, seconds: Math.round((performance.now() - began) / 10) / 100 };
  };
  let running: RunningStart | undefined;
  try {
    const first = await start();
    running = first.running;
    const afterStart = residentMemory(running.pid);
    const journey = await measureCommitToScreen(running, posts);
    const afterJourney = residentMemory(running.pid);
    const generation = await measureRequestToReviewed(running.routerUrl);
    const events = /^.*events: (.+)$/m.exec(running.output())?.[1];
    const stops: number[] = [await running.stop()];
    const later: number[] = [];
    for (let turn = 0; turn < LATER_STARTS; turn++) {
      const next = await start();
      running = next.running;
      later.push(next.seconds);
      stops.push(await running.stop());
    }
    return {
      events,
      firstStartSeconds: first.seconds,
      laterStartSeconds: later,
      stopMilliseconds: quantilesOf(stops),
      megabytes: { afterStart, afterJourney },
      milliseconds: journey,
      requestToReviewedMilliseconds: generation,
    };
  } finally {
    await running?.kill();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
