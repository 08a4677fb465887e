import { z } from 'zod';

const Answer = z.object({
  data: z.any().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});

/** What the router answered over HTTP. */
export type HttpAnswer = z.output<typeof Answer> & {
  readonly status: number;
  readonly cookies: readonly string[];
};

/** One tab of a browser: its access token, its cookies, the session it names. */
export class Tab {
  readonly cookies = new Map<string, string>();
  token: string | null = null;
  session: string | null = null;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Sends any body with any headers; cookies set are kept. */
  async send(body: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(this.session ? { 'x-session': this.session } : {}),
        ...(this.cookies.size > 0
          ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
          : {}),
        ...headers,
      },
      body,
    });
    const cookies = response.headers.getSetCookie();
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/Max-Age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { ...Answer.parse(await response.json()), status: response.status, cookies };
  }

  /** Executes an operation. */
  ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<HttpAnswer> {
    return this.send(JSON.stringify({ query, variables }));
  }

  /** Signs in and keeps what it gives. */
  async signIn(login: string, slug = 'demo', password = 'gestas-demo'): Promise<HttpAnswer> {
    const input = { tenant: slug, email: `${login}@${slug}.test`, password };
    const answer = await this.ask(LOGIN, { input });
    if (answer.data?.login) {
      this.token = answer.data.login.accessToken;
      this.session = answer.data.login.id;
    }
    return answer;
  }
}

const LOGIN = `mutation ($input: LoginInput!) {
  login(input: $input) { ... on Session { id accessToken expiresAt permissions viewer { id email name role { name } } } }
}`;
