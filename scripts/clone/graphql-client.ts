import { z } from 'zod';

const Answer = z.object({ data: z.unknown().optional(), errors: z.array(z.unknown()).optional() });

/** Asks a GraphQL endpoint; throws when it answers errors. */
export async function ask<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = Answer.parse(await response.json());
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}

const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { ... on Session { accessToken } } }`;

/** Signs a seeded person in and returns the access token. */
export async function signIn(url: string, email: string): Promise<string> {
  const tenant = email.split('@')[1]?.replace('.test', '');
  const input = { tenant, email, password: 'gestas-demo' };
  const { login } = await ask<{ login: { accessToken: string } }>(url, null, LOGIN, { input });
  return login.accessToken;
}

/** The `data` lines of a subscription over SSE, as they arrive. */
export async function* subscribe(
  url: string,
  token: string,
  query: string,
): AsyncGenerator<unknown> {
  const abort = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query }),
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`subscription answered ${response.status}`);
  yield 'open';
  let text = '';
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.+)$/m.exec(frame)?.[1];
        if (data) yield JSON.parse(data);
      }
    }
  } finally {
    abort.abort();
  }
}
