import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

describe('entities', () => {
  const ENTITIES = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
    ... on User { name role { name } } ... on Role { name } ... on Tenant { slug }
  } }`;

  it('are found by key, those of other tenants like those that exist nowhere', async () => {
    const [mine, other] = [await system.openOffice(), await system.openOffice()];
    const viewer = { ...mine, permissions: [] };
    const refs = (office: { userId: string; roleId: string; tenantId: string }) => [
      { __typename: 'User', id: office.userId },
      { __typename: 'Role', id: office.roleId },
      { __typename: 'Tenant', id: office.tenantId },
    ];
    const own = await system.execute(viewer, ENTITIES, { refs: refs(mine) });
    expect(own.data._entities).toEqual([
      { name: 'Zoe', role: { name: 'Administrator' } },
      { name: 'Administrator' },
      { slug: mine.slug },
    ]);
    const nowhere = { userId: randomUUID(), roleId: randomUUID(), tenantId: randomUUID() };
    const nonsense = { userId: 'x', roleId: '', tenantId: 'y' };
    for (const office of [other, nowhere, nonsense]) {
      const answer = await system.execute(viewer, ENTITIES, { refs: refs(office) });
      expect(answer).toEqual({ data: { _entities: [null, null, null] } });
    }
  });

  it('keep their order among foreign and repeated ones', async () => {
    const [mine, other] = [await system.openOffice(), await system.openOffice()];
    const ids = [other.userId, mine.userId, randomUUID(), mine.userId];
    const refs = ids.map((id) => ({ __typename: 'User', id }));
    const { data } = await system.execute(mine, ENTITIES, { refs });
    expect(data._entities.map((user: { name: string } | null) => user?.name)).toEqual([
      undefined,
      'Zoe',
      undefined,
      'Zoe',
    ]);
  });

  it('are for those who are signed in', async () => {
    const office = await system.openOffice();
    const refs = [{ __typename: 'User', id: office.userId }];
    expect(codeOf(await system.execute(null, ENTITIES, { refs }))).toBe('UNAUTHENTICATED');
  });
});
