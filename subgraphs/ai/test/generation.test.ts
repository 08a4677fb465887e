import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ForgeWorld,
  READ,
  SLOW_MS,
  START,
  startForge,
  stopGates,
} from './support/forge-world.ts';

afterAll(stopGates);

let forge: ForgeWorld;
beforeAll(async () => {
  forge = await startForge();
});
afterAll(() => forge.stop());

const decision = (name: string, input = '') => `mutation ($input: ${name}GenerationInput!) {
  ${name.toLowerCase()}Generation(input: $input) { generation { id status ${input} } }
}`;
const [ACCEPT, REJECT, CANCEL] = ['Accept', 'Reject', 'Cancel'].map((name) => decision(name)) as [
  string,
  string,
  string,
];
const LIST = `query ($first: Int, $after: String) {
  generations(first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
}`;

describe('startGeneration', () => {
  it(
    'makes a plugin that waits for a person, tells each step, and leaves a row of the data set',
    async () => {
      const viewer = await forge.newViewer();
      const started = await forge.start(viewer, 'Crea un controlador de productos');
      expect(started).toMatchObject({
        status: 'RUNNING',
        generator: { kind: 'TEMPLATE', isModel: false },
      });
      const generation = await forge.finished(viewer, started.id);
      expect(generation).toMatchObject({
        status: 'NEEDS_REVIEW',
        author: { id: viewer.userId },
        generator: { kind: 'TEMPLATE', model: null, isModel: false },
        supervisor: { kind: 'RULES', isModel: false },
        verdict: { decision: 'APPROVE', score: 100, issues: [] },
      });
      expect(generation.assumptions[0]).toMatch(/«nombre», «precio»/);
      expect(generation.verdict.checks.map(({ gate }: { gate: string }) => gate)).toEqual([
        'contract',
        'imports',
        'authorization',
        'tenancy',
        'ownership',
        'types',
        'composition',
        'tests',
      ]);
      const paths = generation.files.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(
        expect.arrayContaining(['manifest.json', 'schema.graphql', 'Dockerfile']),
      );
      const done = generation.steps.filter(
        ({ status }: { status: string }) => status !== 'STARTED',
      );
      expect(done.map(({ step }: { step: string }) => step)).toEqual([
        'RETRIEVE',
        'GENERATE',
        'GATES',
        'TESTS',
        'REVIEW',
        'FINISH',
      ]);
      const events = await forge.emitted(viewer.tenantId);
      expect(events[0]).toMatchObject({
        name: 'generation:progressed',
        data: { runId: started.id, step: 'QUEUED' },
      });
      expect(events.at(-1)).toEqual({
        name: 'generation:finished',
        data: { runId: started.id, authorId: viewer.userId, status: 'NEEDS_REVIEW' },
      });
      const [row] = await forge.datasetRows(viewer.tenantId);
      expect(row).toMatchObject({
        run_id: started.id,
        outcome: 'NEEDS_REVIEW',
        provenance: { generator: { kind: 'TEMPLATE', isModel: false }, gatesPassed: true },
      });
      expect(row?.messages[0]).toEqual({
        role: 'user',
        content: 'Crea un controlador de productos',
      });
    },
    SLOW_MS,
  );

  it.each([
    ['Borra los datos', /borra o destruye datos/],
    ['desactiva la autenticación', /debilita la autenticación/],
    ['delete all users', /deletes or destroys data/],
    ['What is a subgraph?', /does not ask for a plugin/],
  ])('refuses %p with the reason', async (prompt, reason) => {
    const viewer = await forge.newViewer();
    const generation = await forge.generate(viewer, prompt);
    expect(generation).toMatchObject({
      status: 'REJECTED',
      files: [],
      verdict: { decision: 'REJECT', score: 0, issues: [{ code: 'REQUEST_REFUSED' }] },
    });
    expect(generation.verdict.summary).toMatch(reason);
    const [row] = await forge.datasetRows(viewer.tenantId);
    expect(row).toMatchObject({ outcome: 'REJECTED', provenance: { gatesPassed: false } });
  });

  it('says whose a taken name is, and offers nothing', async () => {
    const viewer = await forge.newViewer();
    const generation = await forge.generate(viewer, 'Crea un controlador de usuarios');
    expect(generation).toMatchObject({ status: 'FAILED', verdict: { decision: 'REJECT' } });
    const codes = generation.verdict.issues.map(({ code }: { code: string }) => code);
    expect(codes).toContain('OWNERSHIP_CONFLICT');
    const [row] = await forge.datasetRows(viewer.tenantId);
    expect(row).toMatchObject({ outcome: 'FAILED' });
  });

  it.each([
    [{ prompt: '  ' }, { prompt: 'must say what to make, in 3 characters or more' }],
    [{ prompt: 'x'.repeat(4001) }, { prompt: 'must be 4000 characters or less' }],
    [{ prompt: 'Crea productos', language: 'fr' }, { language: 'must be es or en' }],
  ])('names what is wrong with the input, case %#', async (input, fields) => {
    const { errors } = await forge.execute(await forge.newViewer(), START, { input });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields });
  });

  it('turns away strangers and those without the permission', async () => {
    const input = { prompt: 'Crea un controlador de productos' };
    const stranger = await forge.execute(null, START, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const reader = await forge.newViewer(['ai:generation:read']);
    const refused = await forge.execute(reader, START, { input });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'ai:generation:create',
    });
  });
});

describe('a decision', () => {
  it(
    'is taken once, from the right status, and goes into the data set',
    async () => {
      const viewer = await forge.newViewer();
      const prompt = 'Create a note controller with title and content';
      const { id } = await forge.generate(viewer, prompt);
      const cancelled = await forge.execute(viewer, CANCEL, { input: { id } });
      expect(cancelled.errors?.[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        status: 'NEEDS_REVIEW',
      });
      const accepted = await forge.execute(viewer, ACCEPT, { input: { id } });
      expect(accepted.data.acceptGeneration.generation).toEqual({ id, status: 'ACCEPTED' });
      const again = await forge.execute(viewer, ACCEPT, { input: { id } });
      expect(again.errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', status: 'ACCEPTED' });
      expect(await forge.datasetRows(viewer.tenantId)).toMatchObject([
        { outcome: 'ACCEPTED', provenance: { gatesPassed: true, decision: { reason: null } } },
      ]);
      const input = { id, reason: 'Its fields are not ours.' };
      const rejected = await forge.execute(viewer, REJECT, { input });
      expect(rejected.data.rejectGeneration.generation).toEqual({ id, status: 'REJECTED' });
      expect(await forge.datasetRows(viewer.tenantId)).toMatchObject([
        { outcome: 'REJECTED', provenance: { decision: { reason: input.reason } } },
      ]);
      expect((await forge.emitted(viewer.tenantId)).at(-1)).toMatchObject({
        name: 'generation:finished',
        data: { runId: id, status: 'REJECTED' },
      });
    },
    SLOW_MS,
  );

  it(
    'ends what runs when it is cancelled, and the worker writes nothing more',
    async () => {
      const viewer = await forge.newViewer();
      const { id } = await forge.start(viewer, 'Crea un controlador de libros');
      const { data } = await forge.execute(viewer, CANCEL, { input: { id } });
      expect(data.cancelGeneration.generation.status).toBe('CANCELLED');
      const next = await forge.generate(await forge.newViewer(), 'Borra los datos');
      expect(next.status).toBe('REJECTED'); // the worker is past the first by now
      expect(await forge.read(viewer, id)).toMatchObject({ status: 'CANCELLED', files: [] });
      expect(await forge.datasetRows(viewer.tenantId)).toMatchObject([{ outcome: 'CANCELLED' }]);
    },
    SLOW_MS,
  );

  it('needs a reason to reject, the permission, and a generation of the tenant', async () => {
    const viewer = await forge.newViewer();
    const { id } = await forge.generate(viewer, 'Borra los datos');
    const silent = await forge.execute(viewer, REJECT, { input: { id, reason: ' ' } });
    expect(silent.errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { reason: 'must say why' },
    });
    const creator = { ...viewer, permissions: ['ai:generation:create'] };
    const refused = await forge.execute(creator, ACCEPT, { input: { id } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ permission: 'ai:generation:review' });
    for (const foreign of [id, randomUUID(), 'nonsense']) {
      const input = { id: foreign };
      const { errors } = await forge.execute(await forge.newViewer(), ACCEPT, { input });
      expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    }
  });
});

describe('generations', () => {
  it('page newest first, and show another tenant nothing', async () => {
    const [mine, other] = [await forge.newViewer(), await forge.newViewer()];
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.push((await forge.start(mine, 'hola')).id);
    const first = (await forge.execute(mine, LIST, { first: 2 })).data.generations;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const after = first.pageInfo.endCursor;
    const rest = (await forge.execute(mine, LIST, { first: 2, after })).data.generations;
    const ids = [...first.nodes, ...rest.nodes].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(made.reverse());
    expect((await forge.execute(other, LIST)).data.generations.totalCount).toBe(0);
    for (const id of [made[0], randomUUID(), 'nonsense']) {
      expect(await forge.execute(other, READ, { id })).toEqual({ data: { generation: null } });
    }
    const refused = await forge.execute(await forge.newViewer(['cms:*']), LIST);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});
