import { type Finding, ok, reasonOf, type Site, warn } from './finding.ts';

const PATIENCE_MS = 5_000;
const GEMINI = 'https://generativelanguage.googleapis.com';
/** Nobody claims more than was tried. */
const UNTRIED = 'this project was never run against the real one';

type Provider = {
  readonly name: string;
  readonly switchOn: string;
  readonly url: string | undefined;
  readonly key: string | undefined;
};

/** The providers of models: which are switched on, and whether they answer at all. No request costs anything. */
export async function checkProviders({ source }: Site): Promise<readonly Finding[]> {
  const providers: readonly Provider[] = [
    {
      name: 'OpenAI-compatible models',
      switchOn: 'AI_OPENAI_BASE_URL',
      url: source.AI_OPENAI_BASE_URL,
      key: source.AI_OPENAI_API_KEY,
    },
    {
      name: 'OpenAI-compatible embeddings',
      switchOn: 'AI_EMBEDDING_BASE_URL',
      url: source.AI_EMBEDDING_BASE_URL,
      key: source.AI_EMBEDDING_API_KEY,
    },
    {
      name: 'Gemini',
      switchOn: 'GEMINI_API_KEY',
      url: source.GEMINI_API_KEY ? GEMINI : undefined,
      key: undefined,
    },
  ];
  return Promise.all(providers.map(look));
}

async function look({ name, switchOn, url, key }: Provider): Promise<Finding> {
  if (!url) return ok(name, `off; ${switchOn} switches it on (${UNTRIED})`);
  const mend = `Correct ${switchOn}, or leave it empty: the built-in templates need no model.`;
  try {
    const answer = await fetch(url === GEMINI ? url : `${url.replace(/\/$/, '')}/models`, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const isRefused = answer.status === 401 || answer.status === 403 || answer.status >= 500;
    if (isRefused) return warn(name, `answers ${answer.status} (${UNTRIED})`, mend);
    return ok(name, `answers at ${new URL(url).host} (${UNTRIED})`);
  } catch (error) {
    return warn(name, `does not answer: ${reasonOf(error)} (${UNTRIED})`, mend);
  }
}
