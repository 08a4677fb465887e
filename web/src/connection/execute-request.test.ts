import { describe, expect, it } from '@jest/globals';
import { executeRequest } from './execute-request.ts';
import { createRequestError } from './failure.ts';
import type { Answer } from './post-graphql.ts';

const payload = { query: '{ me { id } }' };
const ok: Answer = { status: 200, requestId: 'r', data: { me: null } };
const refused = (code: string): Answer => ({
  status: 401,
  requestId: 'r',
  errors: [{ message: code, extensions: { code } }],
});
const broken = createRequestError({ code: 'NETWORK', message: 'x', requestId: null, fields: {} });

/** A server that gives these answers in turn (an Error is thrown), and the tokens it was sent. */
function setUp(...answers: (Answer | Error)[]) {
  const tokens: (string | null)[] = [];
  const parts = {
    post: async (_payload: unknown, token: string | null) => {
      tokens.push(token);
      const answer = answers.shift() ?? ok;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    token: async (fresh: boolean) => (fresh ? 'new' : 'old'),
    clock: {
      now: () => 0,
      after: (_delay: number, task: () => void) => {
        queueMicrotask(task);
        return () => {};
      },
    },
  };
  const run = (isRepeatable: boolean) => executeRequest(payload, { isRepeatable }, parts);
  return { run, tokens };
}

describe('executeRequest', () => {
  it.each(['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'])(
    'renews the token once after %s, for a mutation too',
    async (code) => {
      const { run, tokens } = setUp(refused(code));
      expect(await run(false)).toBe(ok);
      expect(tokens).toEqual(['old', 'new']);
    },
  );

  it('does not renew for ever', async () => {
    const { run, tokens } = setUp(refused('TOKEN_INVALID'), refused('TOKEN_INVALID'));
    expect((await run(true)).status).toBe(401);
    expect(tokens).toHaveLength(2);
  });

  it('sends a query again after a broken connection or a busy server', async () => {
    const { run, tokens } = setUp(broken, { status: 503, requestId: null, errors: [] });
    expect(await run(true)).toBe(ok);
    expect(tokens).toHaveLength(3);
  });

  it('never sends a mutation twice', async () => {
    const { run, tokens } = setUp(broken);
    await expect(run(false)).rejects.toBe(broken);
    expect(tokens).toHaveLength(1);
  });

  it('gives up after its retries', async () => {
    const { run, tokens } = setUp(...Array.from({ length: 9 }, () => broken));
    await expect(run(true)).rejects.toBe(broken);
    expect(tokens).toHaveLength(5);
  });

  it('hands over what the server refused for other reasons', async () => {
    const { run } = setUp(refused('FORBIDDEN'));
    expect((await run(true)).errors?.[0]?.message).toBe('FORBIDDEN');
  });
});
