import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildWeb } from '@gestas/web/server';

/** `node scripts/run.mjs scripts/build-client.ts OUT`: the web client as files to serve, for its container. */
const out = resolve(process.argv[2] ?? 'out/public');
const dataFolder = `${out}.part`;
const { folder } = await buildWeb({ root: resolve('.'), dataFolder });
rmSync(out, { recursive: true, force: true });
mkdirSync(dirname(out), { recursive: true });
renameSync(folder, out);
rmSync(dataFolder, { recursive: true });
