import { startEmbeddedPostgres } from '../postgres.ts';

/** Run as a process of its own: starts an embedded PostgreSQL, says its URL, and waits to be killed. */
const [dataFolder = '', password = ''] = process.argv.slice(2);
const { url } = await startEmbeddedPostgres({ dataFolder, password });
process.stdout.write(`${url}\n`);
setInterval(() => undefined, 60_000);
