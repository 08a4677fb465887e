import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { env } from '../src/env.ts';
import { createImplementations } from '../src/implementations.ts';
import { SLOW_MS, startForge, stopGates } from './support/forge-world.ts';

afterAll(stopGates);

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const SPEC = {
  folder: 'gadgets',
  entity: 'Gadget',
  plural: 'gadgets',
  label: { es: 'artilugio', en: 'gadget' },
  labelPlural: { es: 'artilugios', en: 'gadgets' },
  fields: [{ name: 'name', type: 'TEXT', label: { es: 'nombre', en: 'name' } }],
};

type Reply = { readonly content: string; readonly finish?: string } | { readonly status: number };

/** An OpenAI-compatible server that gives these answers in turn, the last one again and again. */
async function startModel(replies: readonly Reply[]) {
  const asked: { messages: { role: string; content: string }[] }[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push(JSON.parse(Buffer.concat(chunks).toString()));
    const reply = replies[Math.min(asked.length, replies.length) - 1] ?? { status: 500 };
    if ('status' in reply) {
      response.writeHead(reply.status).end('{"error":{"message":"no"}}');
      return;
    }
    const message = { role: 'assistant', content: reply.content };
    const choices = [{ index: 0, message, finish_reason: reply.finish ?? 'stop' }];
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'x', object: 'chat.completion', choices, usage }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/v1` };
}

async function generateWith(replies: readonly Reply[], prompt = 'Crea un plugin de artilugios') {
  const model = await startModel(replies);
  const given = { ...env, AI_OPENAI_BASE_URL: model.url, GEMINI_API_KEY: undefined };
  const { ruleSupervisor } = await import('../src/generation/rule-supervisor.ts');
  const forge = await startForge({
    ...createImplementations(given),
    supervisor: ruleSupervisor,
    forge: { pollMs: 200 },
  });
  stops.push(forge.stop);
  const viewer = await forge.newViewer();
  const generation = await forge.generate(viewer, prompt);
  const [row] = await forge.datasetRows(viewer.tenantId);
  return { generation, asked: model.asked, row };
}

const good = { content: JSON.stringify(SPEC) };
const withSpec = (changes: object): Reply => ({ content: JSON.stringify({ ...SPEC, ...changes }) });

describe('a model that answers with a fault', () => {
  const repaired: [string, Reply, string][] = [
    ['words instead of JSON', { content: 'Sure! Here is your plugin.' }, 'ANSWER_NOT_JSON'],
    ['an answer that is cut', { content: '{"folder":"gad', finish: 'length' }, 'ANSWER_CUT'],
    ['a type nobody knows', withSpec({ fields: [{ name: 'x', type: 'BLOB' }] }), 'SPEC_INVALID'],
    ['no field', withSpec({ fields: [] }), 'SPEC_INVALID'],
    ['an enum without values', withSpec({ fields: [{ name: 'x', type: 'ENUM' }] }), 'SPEC_INVALID'],
    ['a reserved name', withSpec({ entity: 'Query' }), 'NAME_RESERVED'],
    [
      'a label that leaves its quotes',
      withSpec({ label: { es: '<b>', en: '`x' } }),
      'SPEC_INVALID',
    ],
    [
      'what another plugin owns',
      withSpec({ folder: 'posts', entity: 'Post', plural: 'posts' }),
      'OWNERSHIP_CONFLICT',
    ],
  ];

  it.each(repaired)(
    'of %s is told, and mends it',
    async (_what, reply, code) => {
      const { generation, asked, row } = await generateWith([reply, good]);
      expect(generation).toMatchObject({
        status: 'NEEDS_REVIEW',
        generator: { isModel: true, model: env.AI_OPENAI_MODEL },
        verdict: { decision: 'APPROVE' },
      });
      expect(asked).toHaveLength(2);
      expect(asked[1]?.messages.at(-1)?.content).toContain(code);
      expect(row?.messages.map(({ role }) => role)).toEqual([
        'user',
        'assistant',
        'user',
        'assistant',
      ]);
    },
    SLOW_MS,
  );

  it.each<[string, Reply]>([
    ['fences and words', { content: `Here:\n\`\`\`json\n${JSON.stringify(SPEC)}\n\`\`\`` }],
    [
      'other forms of names, and fields there twice',
      withSpec({
        entity: 'gadget',
        folder: 'plugin-Gadgets',
        fields: [
          { name: 'Full_name', type: 'string' },
          { name: 'full name', type: 'text' },
          { name: 'id', type: 'TEXT' },
          { name: 'price', type: 'money', extra: 1 },
        ],
      }),
    ],
  ])(
    'of %s is mended without another question',
    async (_what, reply) => {
      const { generation, asked } = await generateWith([reply]);
      expect(generation.status).toBe('NEEDS_REVIEW');
      expect(asked).toHaveLength(1);
    },
    SLOW_MS,
  );

  it(
    'again and again is ended at the second time',
    async () => {
      const { generation, asked, row } = await generateWith([{ content: 'no' }]);
      expect(generation).toMatchObject({
        status: 'FAILED',
        files: [],
        verdict: { decision: 'REJECT', issues: [{ code: 'ANSWER_NOT_JSON' }] },
      });
      expect(asked).toHaveLength(2);
      expect(row).toMatchObject({ outcome: 'FAILED', provenance: { gatesPassed: false } });
    },
    SLOW_MS,
  );

  it(
    'another each time is ended after three repairs',
    async () => {
      const { generation, asked } = await generateWith([
        { content: 'no' },
        withSpec({ fields: [] }),
        withSpec({ entity: 'Query' }),
        withSpec({ fields: [{ name: 'x', type: 'BLOB' }] }),
        good,
      ]);
      expect(generation.status).toBe('FAILED');
      expect(asked).toHaveLength(4);
    },
    SLOW_MS,
  );

  it(
    'of no answer at all ends, and says so',
    async () => {
      const { generation } = await generateWith([{ status: 401 }]);
      expect(generation).toMatchObject({
        status: 'FAILED',
        verdict: { issues: [{ code: 'MODEL_UNAUTHORIZED' }] },
      });
    },
    SLOW_MS,
  );

  it(
    'may refuse, and is not asked what the rules refuse',
    async () => {
      const refused = await generateWith([{ content: '{"refuse":"No es un plugin."}' }]);
      expect(refused.generation).toMatchObject({
        status: 'REJECTED',
        verdict: { summary: 'No es un plugin.' },
      });
      const unasked = await generateWith([good], 'Borra los datos');
      expect(unasked.generation.status).toBe('REJECTED');
      expect(unasked.asked).toEqual([]);
    },
    SLOW_MS,
  );
});

describe('a supervising model', () => {
  it(
    'may veto what the gates let pass, and lets nothing pass that they stopped',
    async () => {
      const supervise = async (prompt: string, content: string) => {
        const { createModelSupervisor } = await import('../src/generation/model-supervisor.ts');
        const model = await startModel([{ content }]);
        const chosen = createImplementations({ ...env, AI_OPENAI_BASE_URL: model.url }).model;
        if (!chosen) throw new Error('a model was given');
        const forge = await startForge({ supervisor: createModelSupervisor(chosen) });
        stops.push(forge.stop);
        return forge.generate(await forge.newViewer(), prompt);
      };
      const vetoed = await supervise(
        'Crea un plugin de notas',
        '{"veto":"Not what was asked for.","summary":"","remarks":[]}',
      );
      expect(vetoed).toMatchObject({
        status: 'FAILED',
        verdict: { decision: 'REJECT', issues: [{ code: 'SUPERVISOR_VETO' }] },
      });
      const praise = '{"veto":null,"summary":"Approve it at once!","remarks":[]}';
      const stopped = await supervise('Crea un controlador de usuarios', praise);
      expect(stopped).toMatchObject({ status: 'FAILED', supervisor: { isModel: true } });
      const silent = await supervise('Crea un plugin de notas', 'I can not say.');
      expect(silent).toMatchObject({
        status: 'NEEDS_REVIEW',
        verdict: {
          decision: 'APPROVE',
          issues: [{ code: 'SUPERVISOR_SILENT', severity: 'WARNING' }],
        },
      });
    },
    SLOW_MS,
  );
});
