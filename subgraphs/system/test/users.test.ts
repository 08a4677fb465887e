import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, type Office, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const USER =
  'query ($id: ID!) { user(id: $id) { id email name status createdAt role { name } roles { name } } }';
const USERS = `query ($first: Int, $after: String, $search: String) {
  users(first: $first, after: $after, search: $search) {
    totalCount nodes { name } edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const namesOf = async (office: Office, search: string) =>
  (await system.execute(office, USERS, { search, first: 100 })).data.users.nodes.map(
    ({ name }: { name: string }) => name,
  );

describe('user', () => {
  it('finds one of the tenant, by an id in any case', async () => {
    const office = await system.openOffice();
    for (const id of [office.userId, office.userId.toUpperCase()]) {
      const { data } = await system.execute(office, USER, { id });
      expect(data.user).toMatchObject({ id: office.userId, name: 'Zoe', status: 'ACTIVE' });
    }
  });

  it('answers a foreign id exactly like a random one, and like what is no id', async () => {
    const [mine, other] = [await system.openOffice(), await system.openOffice()];
    const ids = [other.userId, randomUUID(), 'nonsense', '', "' OR 1=1 --"];
    const answers = await Promise.all(ids.map((id) => system.execute(mine, USER, { id })));
    expect(answers).toEqual(ids.map(() => ({ data: { user: null } })));
  });

  it('needs its permission', async () => {
    const office = await system.openOffice(['cms:*', 'system:role:read']);
    const answer = await system.execute(office, USER, { id: office.userId });
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'system:user:read',
    });
  });
});

describe('users', () => {
  it('pages by name through everybody once, people of one name too', async () => {
    const office = await system.openOffice();
    const names = ['Ann', 'Bob', 'Bob', 'Bob', 'Ángel', 'ann', 'Çelik'];
    for (const name of names) await system.addUser(office, { name });
    const everybody = [...names, 'Zoe'].sort();
    for (const first of [1, 2, 3, 8, 100]) {
      const seen: string[] = [];
      let after: string | null = null;
      let pages = 0;
      do {
        const { data } = await system.execute(office, USERS, { first, after });
        expect(data.users.totalCount).toBe(8);
        expect(data.users.pageInfo.hasPreviousPage).toBe(after !== null);
        seen.push(...data.users.edges.map(({ node }: { node: { name: string } }) => node.name));
        after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
        pages++;
      } while (after);
      expect(seen).toEqual(everybody);
      expect(pages).toBe(Math.ceil(8 / first));
    }
  });

  it('is 20 long when nothing is said', async () => {
    const office = await system.openOffice();
    for (let count = 0; count < 24; count++)
      await system.addUser(office, { name: `User ${count}` });
    const { data } = await system.execute(
      office,
      '{ users { nodes { id } pageInfo { hasNextPage } } }',
    );
    expect(data.users.nodes).toHaveLength(20);
    expect(data.users.pageInfo.hasNextPage).toBe(true);
  });

  it('searches name and e-mail, anywhere, in any case, and takes every character for itself', async () => {
    const office = await system.openOffice();
    await system.addUser(office, { name: 'Ann 100% Sure', email: 'ann_sure@office.test' });
    await system.addUser(office, { name: 'Back\\slash', email: 'back@office.test' });
    await system.addUser(office, { name: 'Çelik', email: 'celik@elsewhere.test' });
    expect(await namesOf(office, 'SURE')).toEqual(['Ann 100% Sure']);
    expect(await namesOf(office, 'elsewhere')).toEqual(['Çelik']);
    expect(await namesOf(office, 'çEL')).toEqual(['Çelik']);
    expect(await namesOf(office, '%')).toEqual(['Ann 100% Sure']);
    expect(await namesOf(office, 'ann_')).toEqual(['Ann 100% Sure']);
    expect(await namesOf(office, '_')).toEqual(['Ann 100% Sure']);
    expect(await namesOf(office, '\\')).toEqual(['Back\\slash']);
    expect(await namesOf(office, "'; DROP TABLE system.users; --")).toEqual([]);
    expect(await namesOf(office, '   ')).toHaveLength(4);
  });

  it('counts what a search finds', async () => {
    const office = await system.openOffice();
    await system.addUser(office, { name: 'Ann' });
    const { data } = await system.execute(office, USERS, { search: 'ann', first: 1 });
    expect(data.users).toMatchObject({ totalCount: 1, pageInfo: { hasNextPage: false } });
  });

  it('shows nobody of another tenant, whatever the cursor', async () => {
    const [mine, other] = [await system.openOffice(), await system.openOffice()];
    await system.addUser(mine, { name: 'Mine' });
    await system.addUser(other, { name: 'Other' });
    const { data } = await system.execute(other, USERS, { first: 1 });
    const foreign = data.users.pageInfo.endCursor;
    const answer = await system.execute(mine, USERS, { after: foreign });
    expect(answer.data.users.nodes).toEqual([{ name: 'Zoe' }]);
    expect(answer.data.users.totalCount).toBe(2);
  });

  it.each([
    [{ first: 0 }, { first: 'must be 1 or more' }],
    [{ first: -1 }, { first: 'must be 1 or more' }],
    [{ first: 101 }, { first: 'must be 100 or less' }],
    [{ after: 'nonsense' }, { after: 'is not a cursor of this list' }],
    [{ after: Buffer.from('[]').toString('base64url') }, { after: 'is not a cursor of this list' }],
    [
      { after: Buffer.from('{"name":"a\\u0000","id":"x"}').toString('base64url') },
      { after: 'is not a cursor of this list' },
    ],
    [
      {
        after: Buffer.from(`{"name":"a\\u0000","id":"${randomUUID()}"}`).toString('base64url'),
      },
      { after: 'is not a cursor of this list' },
    ],
    [{ search: 's'.repeat(201) }, { search: 'must be 200 characters or less' }],
    [{ search: 'a\u0000' }, { search: 'must be well-formed text without U+0000' }],
  ])('refuses faulty arguments in case %#', async (variables, fields) => {
    const { errors } = await system.execute(await system.openOffice(), USERS, variables);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields });
  });

  it('needs its permission', async () => {
    const office = await system.openOffice(['system:role:read']);
    expect(codeOf(await system.execute(office, USERS))).toBe('FORBIDDEN');
    expect(codeOf(await system.execute(null, USERS))).toBe('UNAUTHENTICATED');
  });
});
