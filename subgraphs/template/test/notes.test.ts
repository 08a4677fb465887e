import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

let template: TestPlugin;
beforeAll(async () => {
  template = await startTestPlugin(definition);
});
afterAll(() => template.stop());

const CREATE = `mutation ($input: CreateNoteInput!) {
  createNote(input: $input) { note { id text createdAt author { id } } }
}`;
const LIST = `query ($first: Int, $after: String) {
  notes(first: $first, after: $after) {
    totalCount nodes { id } edges { cursor } pageInfo { hasNextPage endCursor }
  }
}`;
const NOTE = 'query ($id: ID!) { note(id: $id) { text } }';

const newViewer = async (permissions = ['template:*']) => ({
  tenantId: (await template.database.createTenant()).id,
  userId: randomUUID(),
  permissions,
});
type Viewer = Awaited<ReturnType<typeof newViewer>>;
const create = async (viewer: Viewer, text: string) =>
  (await template.execute(viewer, CREATE, { input: { text } })).data.createNote.note;

describe('createNote', () => {
  it('stores a note of the viewer, announces it and leaves an audit row, all in one', async () => {
    const viewer = await newViewer();
    const note = await create(viewer, '  Buy paper ');
    expect(note).toMatchObject({ text: 'Buy paper', author: { id: viewer.userId } });
    expect(await template.emitted(viewer.tenantId)).toEqual([
      { name: 'note:created', data: { noteId: note.id, authorId: viewer.userId } },
    ]);
    expect(await template.audited(viewer.tenantId)).toEqual([
      { action: 'createNote', outcome: 'OK', target: `Note:${note.id}` },
    ]);
  });

  it.each([
    ['  ', 'must not be empty'],
    ['x'.repeat(2001), 'must be 2000 characters or less'],
  ])('names what is wrong with the text, case %#', async (text, fault) => {
    const viewer = await newViewer();
    const { errors } = await template.execute(viewer, CREATE, { input: { text } });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields: { text: fault } });
    expect(await template.emitted(viewer.tenantId)).toEqual([]);
  });

  it('turns away strangers and those without the permission', async () => {
    const input = { text: 'x' };
    const stranger = await template.execute(null, CREATE, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const reader = await newViewer(['template:note:read']);
    const refused = await template.execute(reader, CREATE, { input });
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'template:note:create',
    });
  });
});

describe('notes', () => {
  it('page by key, newest first, through everything once', async () => {
    const viewer = await newViewer();
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.push((await create(viewer, `Note ${count}`)).id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await template.execute(viewer, LIST, { first: 2, after });
      expect(data.notes.totalCount).toBe(5);
      seen.push(...data.notes.nodes.map(({ id }: { id: string }) => id));
      after = data.notes.pageInfo.hasNextPage ? data.notes.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(made.reverse());
  });

  it('need the permission, and show no other tenant anything', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    await create(mine, 'Mine');
    expect((await template.execute(other, LIST)).data.notes.totalCount).toBe(0);
    const refused = await template.execute(await newViewer(['cms:*']), LIST);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'x' }])('refuse %j', async (variables) => {
    const { errors } = await template.execute(await newViewer(), LIST, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('note', () => {
  it('answers a foreign id exactly like a random one', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    const { id } = await create(mine, 'Mine');
    expect(await template.execute(mine, NOTE, { id })).toEqual({
      data: { note: { text: 'Mine' } },
    });
    for (const foreign of [id, randomUUID(), 'nonsense']) {
      expect(await template.execute(other, NOTE, { id: foreign })).toEqual({
        data: { note: null },
      });
    }
  });

  it('is an entity that other plugins may refer to', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    const { id } = await create(mine, 'Mine');
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Note { text } } }`;
    const refs = [{ __typename: 'Note', id }];
    const own = await template.execute(mine, query, { refs });
    expect(own.data._entities).toEqual([{ text: 'Mine' }]);
    const foreign = await template.execute(other, query, { refs });
    expect(foreign.data._entities).toEqual([null]);
  });
});
