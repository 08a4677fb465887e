import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { until } from './until.ts';

let platform: JourneyPlatform;
let editor = new Tab('');

beforeAll(async () => {
  platform = await startJourneyPlatform();
  editor = new Tab(platform.url);
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await editor.signIn('editor')).errors);
}, 120_000);
afterAll(() => platform.stop());

const START = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) { generation { id } } }`;
const ACCEPT = `mutation ($input: AcceptGenerationInput!) {
  acceptGeneration(input: $input) { generation { status } }
}`;

describe('a generation', () => {
  it('is composed with the plugins that the router has mounted, and told step by step until a person accepts it', async () => {
    const started = await editor.ask(START, {
      input: { prompt: 'Crea un controlador de productos con nombre y precio.' },
    });
    const { id } = started.data.startGeneration.generation;
    const query = `subscription { generationProgressed(runId: "${id}") { step status } }`;
    const feed = subscribe(platform.url, editor.token ?? '', query);
    await feed.next();
    const steps: string[] = [];
    for await (const line of feed) {
      const { step, status } = (line as Progress).data.generationProgressed;
      steps.push(`${step} ${status}`);
      if (step === 'FINISH') break;
    }
    expect(steps).toEqual(expect.arrayContaining(['GATES DONE', 'FINISH NEEDS_REVIEW']));
    const { data } = await editor.ask(
      `{ generation(id: "${id}") { status verdict { decision checks { gate status } issues { message } } } }`,
    );
    expect(data.generation).toMatchObject({
      status: 'NEEDS_REVIEW',
      verdict: { decision: 'APPROVE', issues: [] },
    });
    const [composition, tests] = data.generation.verdict.checks.slice(-2);
    expect(composition).toEqual({ gate: 'composition', status: 'PASSED' });
    expect(tests.gate).toBe('tests');
    expect(['PASSED', 'NOT_RUN']).toContain(tests.status); // as this machine has a sandbox or not
    const accepted = await editor.ask(ACCEPT, { input: { id } });
    expect(accepted.data.acceptGeneration.generation.status).toBe('ACCEPTED');
  }, 120_000);
});

type Progress = {
  readonly data: { readonly generationProgressed: { step: string; status: string } };
};
