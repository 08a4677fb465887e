import { ask, signIn, subscribe } from '../scripts/clone/graphql-client.ts';

/**
 * How long a new post takes to a subscriber of a running platform: from sending the mutation, and from its answer (which
 * follows the commit), to the event at the client, in milliseconds. `node scripts/run.mjs bench/commit-to-screen.ts URL N`.
 */
const [url = 'http://localhost:3000/graphql', count = '200'] = process.argv.slice(2);
const viewer = await signIn(url, 'viewer@demo.test');
const editor = await signIn(url, 'editor@demo.test');
const arrivals = new Map<string, number>();
const feed = subscribe(url, viewer, 'subscription { postCreated { id title author { name } } }');
await feed.next();
const listening = (async () => {
  for await (const event of feed) {
    const { data } = event as { data: { postCreated: { id: string } } };
    arrivals.set(data.postCreated.id, performance.now());
    if (arrivals.size === Number(count)) return;
  }
})();

const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
type Created = { createPost: { post: { id: string } } };
const times: { id: string; sent: number; answered: number }[] = [];
for (let index = 0; index < Number(count); index++) {
  const sent = performance.now();
  const input = { title: `Bench ${index} ${Date.now()}`, body: 'x' };
  const { createPost } = await ask<Created>(url, editor, CREATE, { input });
  times.push({ id: createPost.post.id, sent, answered: performance.now() });
}
await listening;

const from = (moment: 'sent' | 'answered') =>
  times.map((time) => (arrivals.get(time.id) ?? Number.NaN) - time[moment]).sort((a, b) => a - b);
const at = (sorted: readonly number[], share: number) =>
  Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(1));
for (const moment of ['sent', 'answered'] as const) {
  const sorted = from(moment);
  process.stdout.write(
    `${JSON.stringify({ from: moment, count: sorted.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99) })}\n`,
  );
}
process.exit(0);
