import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createBubblewrapSandbox } from '../src/adapters/sandbox/bubblewrap-sandbox.ts';
import type { TestSandbox } from '../src/models/test-sandbox.ts';
import { type ForgeWorld, SLOW_MS, startForge, stopGates } from './support/forge-world.ts';

let forge: ForgeWorld;
afterEach(() => forge.stop());
afterAll(stopGates);

const PROMPT = 'Crea un controlador de notas';
const ACCEPT = `mutation ($input: AcceptGenerationInput!) {
  acceptGeneration(input: $input) { generation { status } }
}`;
const MOUNT = `mutation ($input: MountGenerationInput!) {
  mountGeneration(input: $input) { generation { status } }
}`;

/** The mounter as one that serves at once. */
async function start(sandbox: TestSandbox) {
  const placed: string[] = [];
  forge = await startForge({
    sandbox,
    mounterOf: () => ({
      place: async ({ folder }) => void placed.push(folder),
      withdraw: async () => undefined,
      outcome: async () => ({ kind: 'SERVED' }),
    }),
  });
  return { placed, viewer: await forge.newViewer() };
}

describe('the tests of a candidate', () => {
  it.each([
    ['es', 'Sus pruebas no se han ejecutado: bubblewrap no está instalado en esta máquina.'],
    ['en', 'Its tests were not run: bubblewrap is not installed on this machine.'],
  ])(
    'that this machine can’t run are told to whoever decides, in %p',
    async (language, text) => {
      const { placed, viewer } = await start(
        createBubblewrapSandbox({ command: '/nowhere/bwrap' }),
      );
      const generation = await forge.generate(viewer, PROMPT, language);
      expect(generation).toMatchObject({ status: 'NEEDS_REVIEW', verdict: { score: 88 } });
      expect(generation.verdict.checks.at(-1)).toEqual({
        gate: 'tests',
        status: 'NOT_RUN',
        milliseconds: expect.any(Number),
        reason: 'BUBBLEWRAP_MISSING',
        detail: 'bubblewrap is not installed.',
      });
      expect(generation.verdict.summary).toContain(text);
      const told = generation.steps.find(
        ({ step, status }: Step) => step === 'TESTS' && status === 'DONE',
      );
      expect(told.message).toBe(text);
      const input = { id: generation.id };
      await forge.execute(viewer, ACCEPT, { input });
      const { data } = await forge.execute(viewer, MOUNT, { input });
      expect(data.mountGeneration.generation.status).toBe('MOUNTED');
      expect(placed).toHaveLength(1);
    },
    SLOW_MS,
  );

  it(
    'stop it when they fail: it can be neither accepted nor mounted',
    async () => {
      const { placed, viewer } = await start({
        run: async () => ({ kind: 'FAILED', reason: 'TESTS_TOO_SLOW', message: 'It hangs.' }),
      });
      const generation = await forge.generate(viewer, PROMPT);
      expect(generation).toMatchObject({
        status: 'FAILED',
        verdict: {
          decision: 'REJECT',
          issues: [
            { code: 'TESTS_TOO_SLOW', severity: 'ERROR', file: 'test/', message: 'It hangs.' },
          ],
        },
      });
      expect(generation.verdict.checks.at(-1)).toMatchObject({ gate: 'tests', status: 'FAILED' });
      const input = { id: generation.id };
      for (const operation of [ACCEPT, MOUNT]) {
        const { errors } = await forge.execute(viewer, operation, { input });
        expect(errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT' } });
      }
      expect(placed).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    'must have been run before it is mounted: an older one is asked for again',
    async () => {
      const { placed, viewer } = await start({ run: async () => ({ kind: 'PASSED', tests: 1 }) });
      const { id } = await forge.generate(viewer, PROMPT);
      await forge.execute(viewer, ACCEPT, { input: { id } });
      await forge.database.query(
        `UPDATE ai.generation_runs SET verdict = jsonb_set(verdict, '{checks}', '[]') WHERE id = $1`,
        [id],
      );
      const { errors } = await forge.execute(viewer, MOUNT, { input: { id } });
      expect(errors?.[0]?.message).toContain('Its tests have never been run');
      expect(placed).toEqual([]);
    },
    SLOW_MS,
  );
});

type Step = { readonly step: string; readonly status: string };
