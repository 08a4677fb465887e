import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  anonymous,
  createPluginWorld,
  type PluginWorld,
  requestOf,
  signedIn,
} from '../execution/testing/plugin-world.ts';
import { extra, library } from './testing/library-world.ts';

describe('authorization', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld({ library, extra });
  });

  it('keeps one outcome for callers whose rights leave the same document', async () => {
    const prepare = (permissions: string[]) =>
      world.graph.prepare(requestOf('{ book { title price } }'), signedIn(permissions));
    const [one, two, three] = await Promise.all([
      prepare(['x:y:z']),
      prepare(['u:v:w']),
      prepare(['lib:*']),
    ]);
    expect(one).toBe(two);
    expect(one.outcome).not.toBe(three.outcome);
    const nobody = await world.graph.prepare(requestOf('{ book { title price } }'), anonymous());
    expect(nobody.outcome).not.toBe(one.outcome);
  });

  it('asks policies in one batch, and takes silence, a throw and a delay for a no', async () => {
    const asked: (readonly string[])[] = [];
    const granted = await createPluginWorld(
      { library, extra },
      {
        evaluatePolicies: async (names) => {
          asked.push(names);
          return new Set(names);
        },
      },
    );
    expect(await granted.ask('{ a: rated b: rated open }')).toEqual({
      data: { a: 'rated', b: 'rated', open: 'open' },
    });
    expect(await granted.ask('{ open }')).toEqual({ data: { open: 'open' } });
    expect(asked).toEqual([['adult']]);
    const failing = [
      async () => Promise.reject(new Error('down')),
      async () => new Set<string>(),
      () => new Promise<never>(() => undefined),
    ];
    for (const evaluatePolicies of failing) {
      const refusing = await createPluginWorld({ library, extra }, { evaluatePolicies });
      expect((await refusing.ask('{ open rated }')).data).toEqual({ open: 'open', rated: null });
    }
  });

  it('rejects the whole operation, or only tells, by mode', async () => {
    const rejecting = await createPluginWorld({ library, extra }, { authorization: 'reject' });
    const rejected = await rejecting.ask('{ open both }');
    expect(rejected.data).toBeNull();
    expect(rejected.errors).toHaveLength(1);
    expect(rejecting.sent).toEqual([]);
    expect(await rejecting.ask('{ open both @skip(if: true) }')).toEqual({
      data: { open: 'open' },
    });
    const dry = await createPluginWorld({ library, extra }, { authorization: 'dry-run' });
    const told = await dry.ask('{ open both item(kind: "Gun") { __typename } }');
    expect(told.data).toEqual({ open: 'open', both: 'both', item: { __typename: 'Gun' } });
    expect(told.errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      reason: 'UNAUTHENTICATED',
    });
    const off = await createPluginWorld({ library, extra }, { authorization: 'off' });
    expect(await off.ask('{ both me { email } }')).toEqual({
      data: { both: 'both', me: { email: 'ann@x.test' } },
    });
  });

  describe('introspection and suggestions', () => {
    const fieldsOf =
      '{ __type(name: "Query") { fields { name } } secret: __type(name: "Secret") { name } stamp: __type(name: "Stamp") { name } mood: __type(name: "Mood") { name } __schema { types { name } mutationType { fields { name } } } }';
    const names = (list: { name: string }[]) => list.map(({ name }) => name);

    it('shows only what the caller may see', async () => {
      const { data } = JSON.parse(JSON.stringify(await world.ask(fieldsOf)));
      expect(names(data.__type.fields)).toContain('open');
      expect(names(data.__type.fields)).not.toContain('me');
      expect(names(data.__type.fields)).not.toContain('stamp');
      expect([data.secret, data.stamp]).toEqual([null, null]);
      expect(data.mood).toEqual({ name: 'Mood' });
      expect(names(data.__schema.types)).not.toContain('Gun');
      expect(names(data.__schema.mutationType.fields)).toEqual(['touch']);
      const all = await createPluginWorld({ library, extra }, { authorization: 'off' });
      const whole = JSON.parse(JSON.stringify(await all.ask(fieldsOf)));
      expect(whole.data.secret).toEqual({ name: 'Secret' });
    });

    it('never suggests what the caller may not see', async () => {
      const messageOf = async (query: string, permissions: string[] | null) => {
        const caller = permissions ? signedIn(permissions) : anonymous();
        const error = await world.graph
          .prepare(requestOf(query), caller)
          .catch((thrown: unknown) => thrown);
        return error instanceof AggregateError ? String(error.errors[0]?.message) : String(error);
      };
      expect(await messageOf('{ opem }', null)).toContain('Did you mean "open"');
      expect(await messageOf('{ book { prices } }', null)).not.toContain('price"');
      expect(await messageOf('{ book { prices } }', ['lib:*'])).toContain('Did you mean "price"');
      expect(await messageOf('{ item(kind: "Toy") { calibe } }', null)).not.toContain('Gun');
    });

    it('can be switched off', async () => {
      const closed = await createPluginWorld({ library, extra }, { introspection: false });
      await expect(
        closed.graph.prepare(requestOf('{ __schema { types { name } } }'), anonymous()),
      ).rejects.toThrow();
      expect(await closed.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    });
  });
});
