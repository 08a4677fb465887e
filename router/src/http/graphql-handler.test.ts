import { once } from 'node:events';
import { connect } from 'node:net';
import { AppError } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveSchema } from './testing/serve-schema.ts';

let served: Awaited<ReturnType<typeof serveSchema>>;
beforeAll(async () => {
  served = await serveSchema();
});
afterAll(() => served.stop());

const QUERY = { query: '{ hello }' };
const HELLO = { data: { hello: 'Hello you' } };

async function codeOf(response: Response) {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
}

describe('POST', () => {
  it('answers a query, and a mutation with its cookies', async () => {
    const query = await served.post(QUERY);
    expect(query.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await query.json()).toEqual(HELLO);
    const mutation = await served.post({ query: 'mutation { greet }' });
    expect(mutation.headers.getSetCookie()).toEqual(['gestas_refresh_abcdef=1; HttpOnly']);
  });

  it.each([
    ['{ "query": ', 'malformed JSON'],
    ['', 'an empty body'],
    ['[{"query":"{ hello }"}]', 'a batch'],
    ['"{ hello }"', 'a bare string'],
    ['null', 'null'],
    ['{}', 'a missing query'],
    ['{"query":"  "}', 'a blank query'],
    ['{"__proto__":{"query":"{ hello }"}}', 'a query on the prototype'],
    ['{"query":"{ hello }","variables":"{}"}', 'variables as text'],
    ['{"query":"{ hello }","extensions":[]}', 'extensions as a list'],
    ['{"query":"{ hello }","operationName":1}', 'an operation name that is no string'],
  ])('refuses %s (%s) with 400 BAD_REQUEST', async (body) => {
    const response = await served.post(body);
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('says that batches are not supported', async () => {
    const response = await served.post([QUERY, QUERY]);
    expect(await response.text()).toContain('Batches are not supported');
  });

  it('never lets a key of the body touch a prototype', async () => {
    const body = `{"query":"query($text: JSON) { echo(text: $text) }","variables":{"text":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}},"__proto__":{"polluted":1}}`;
    const response = await served.post(body);
    expect(response.status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/graphql'],
    ['application/json; charset=latin1'],
    ['application'],
    ['text/plain, application/json'],
  ])('refuses the content type %s with 415', async (type) => {
    const response = await served.post(JSON.stringify(QUERY), { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('refuses subscriptions with the ways that carry them', async () => {
    const response = await served.post({ query: 'subscription { ticks }' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('text/event-stream');
  });
});

describe('the answer', () => {
  it.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['query($name: String!) { hello(name: $name) }', 'BAD_USER_INPUT'],
  ])('%s is 400 %s as graphql-response+json and 200 as json', async (query, code) => {
    const modern = await served.post({ query }, { accept: 'application/graphql-response+json' });
    expect([modern.status, await codeOf(modern)]).toEqual([400, code]);
    const legacy = await served.post({ query }, { accept: 'application/json' });
    expect([legacy.status, await codeOf(legacy)]).toEqual([200, code]);
  });

  it('is refused with 406 when the client takes none of its types', async () => {
    const response = await served.post(QUERY, { accept: 'text/html' });
    expect(response.status).toBe(406);
  });

  it('has 405 for other methods', async () => {
    const response = await fetch(served.url, { method: 'PUT', body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });
});

describe('GET', () => {
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${served.url}?${new URLSearchParams(parameters)}`, { headers });

  it('answers a query with variables', async () => {
    const query = 'query Hi($name: String) { hello(name: $name) }';
    const variables = JSON.stringify({ name: 'Eva' });
    const response = await get({ query, variables, operationName: 'Hi', extensions: '{}' });
    expect(await response.json()).toEqual({ data: { hello: 'Hello Eva' } });
  });

  it('refuses mutations with 405, also chosen by name, and does not run them', async () => {
    const ran = served.callers.length;
    const query = 'query A { hello } mutation B { greet }';
    const response = await get({ query, operationName: 'B' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(served.callers).toHaveLength(ran);
  });

  it('refuses malformed variables and doubled parameters', async () => {
    expect((await get({ query: '{ hello }', variables: '{' })).status).toBe(400);
    const doubled = await fetch(`${served.url}?query={hello}&query={hello}`);
    expect(doubled.status).toBe(400);
  });
});

describe('the time a client waits', () => {
  it('ends with 504 REQUEST_TIMEOUT', async () => {
    const hurried = await serveSchema({ clientTimeoutMs: 50 });
    const response = await hurried.post({ query: '{ slow }' });
    expect([response.status, await codeOf(response)]).toEqual([504, 'REQUEST_TIMEOUT']);
    await hurried.stop();
  });

  it('ends the work when the client goes away', async () => {
    const leaving = new AbortController();
    const before = served.callers.length;
    const request = fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow }' }),
      signal: leaving.signal,
    }).catch(() => 'left');
    while (served.callers.length === before) await new Promise(setImmediate);
    const caller = served.callers.at(-1);
    leaving.abort();
    expect(await request).toBe('left');
    if (!caller?.signal.aborted) await once(caller?.signal as AbortSignal, 'abort');
    expect(caller?.signal.aborted).toBe(true);
  });
});

describe('a bug', () => {
  it('is masked, and logged with its stack under the request id', async () => {
    const broken = await serveSchema({
      authenticate: async () => {
        throw new Error('the secret is 42');
      },
    });
    const response = await broken.post(QUERY, { 'x-request-id': 'request-1234' });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).toContain('request-1234');
    expect(text).not.toContain('42');
    const line = broken.lines.find(({ msg }) => msg === 'request failed');
    expect(JSON.stringify(line)).toContain('the secret is 42');
    await broken.stop();
  });
});

describe('authentication', () => {
  it('refuses the whole request with 401 when the token counts for nothing', async () => {
    const strict = await serveSchema({
      authenticate: async (header) => {
        if (header) throw new AppError('TOKEN_INVALID', 'No.');
        return { viewer: null, tokenState: 'absent', expiresAt: null };
      },
    });
    const response = await strict.post(QUERY, { authorization: 'Bearer x.y.z' });
    expect([response.status, await codeOf(response)]).toEqual([401, 'TOKEN_INVALID']);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await strict.post(QUERY)).status).toBe(200);
    await strict.stop();
  });
});

describe('a request that is not HTTP', () => {
  it('gets a JSON 400', async () => {
    const socket = connect(served.port, 'localhost');
    socket.write('NONSENSE\r\n\r\n');
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1.1 400 .*"BAD_REQUEST"/s);
    socket.destroy();
  });
});
