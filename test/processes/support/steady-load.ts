/** What a load saw. */
export type LoadReport = {
  readonly queries: number;
  readonly mutations: number;
  /** One text for each answer that was not whole. */
  readonly failures: readonly string[];
};

/** A load that runs until it is ended. */
type SteadyLoad = { answered(): number; end(): Promise<LoadReport> };

const QUERY = '{ posts(first: 3) { nodes { title author { name } } } me { name } }';
const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';

/** Asks without pause: `readers` at a time query, and one more writes when `writes`; keeps what failed. */
export function startSteadyLoad(
  url: string,
  token: string,
  readers: number,
  writes = false,
): SteadyLoad {
  let isOver = false;
  const report = { queries: 0, mutations: 0, failures: [] as string[] };

  const ask = async (query: string, variables: object) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      if (response.status !== 200 || text.includes('"errors"')) report.failures.push(text);
    } catch (error) {
      report.failures.push(String(error));
    }
  };
  const read = async () => {
    while (!isOver) {
      await ask(QUERY, {});
      report.queries += 1;
    }
  };
  const write = async () => {
    while (!isOver) {
      await ask(CREATE, { input: { title: `Post ${report.mutations}`, body: 'x' } });
      report.mutations += 1;
    }
  };
  const running = [...Array.from({ length: readers }, read), ...(writes ? [write()] : [])];
  return {
    answered: () => report.queries,
    async end(): Promise<LoadReport> {
      isOver = true;
      await Promise.all(running);
      return report;
    },
  };
}
