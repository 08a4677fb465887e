import { expect, it } from '@jest/globals';
import { collect, describeEachProvider, REQUEST, ways } from './support/model-contract.ts';
import { SECRET } from './support/model-doubles.ts';

describeEachProvider(({ model, say, seen }) => {
  it('answers whole, with reason and counted tokens', async () => {
    say({ pieces: ['Hola, ', '¿qué tal? 你好'] });
    expect(await model().complete(REQUEST)).toEqual({
      text: 'Hola, ¿qué tal? 你好',
      finishReason: 'stop',
      usage: { inputTokens: 11, outputTokens: 7 },
    });
    expect(model().name).toMatchObject({ isModel: true, model: expect.stringMatching(/-test$/) });
    expect(JSON.stringify(seen()[0]?.body)).toContain('Again, with ñ and 你好.');
    expect(JSON.stringify(seen()[0]?.body)).toContain('Be brief.');
    expect(seen()[0]?.path).not.toContain(SECRET);
    expect(JSON.stringify(seen()[0]?.headers)).toContain(SECRET);
  });

  it('streams piece by piece, and says how it ended', async () => {
    say({ pieces: ['Ho', 'la ', '你', '好'] });
    const { pieces, end } = await collect(model().stream(REQUEST));
    expect(pieces).toEqual(['Ho', 'la ', '你', '好']);
    expect(end).toEqual({ finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 7 } });
  });

  it('leaves out what the model thinks aloud', async () => {
    say({ pieces: ['{"a":', '1}'], thought: 'Let me see: {"a":2}' });
    expect(await model().complete(REQUEST)).toMatchObject({ text: '{"a":1}' });
    expect(await collect(model().stream(REQUEST))).toMatchObject({ text: '{"a":1}' });
  });

  it('asks for JSON by a schema', async () => {
    say({ pieces: ['{}'] });
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' } },
      additionalProperties: false,
    };
    await model().complete({ ...REQUEST, schema });
    expect(JSON.stringify(seen()[0]?.body)).toMatch(/"properties":\{"name":\{"type":"string"\}\}/);
  });

  it.each(ways)('%s: an answer cut at the limit of tokens says so', async (_way, ask) => {
    say({ pieces: ['{"decision":"appr'], reason: 'length' });
    const answer = await ask(model(), REQUEST);
    expect(JSON.stringify(answer)).toContain('"finishReason":"length"');
  });

  it.each(ways)(
    '%s: an answer the provider withholds is a refusal, not an error',
    async (_way, ask) => {
      say({ pieces: ['partial'], reason: 'refused' });
      expect(JSON.stringify(await ask(model(), REQUEST))).toContain('"finishReason":"refused"');
      say({ pieces: [], reason: 'refused' });
      expect(JSON.stringify(await ask(model(), REQUEST))).toContain('"finishReason":"refused"');
    },
  );
});
