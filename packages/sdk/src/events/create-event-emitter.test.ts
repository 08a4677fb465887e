import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createEventEmitter, type OutboxRow } from './create-event-emitter.ts';

const book = {
  'post:created': z.object({ postId: z.uuid(), words: z.int().default(0) }),
  'post:counted': z.number(),
  'post:told': z.object({ text: z.string() }),
};
const postId = '0190b0a0-0000-7000-8000-000000000001';

function createOutbox() {
  const rows: OutboxRow[] = [];
  const emitter = createEventEmitter(book, async (row) => rows.push(row));
  return { rows, emitter };
}

describe('createEventEmitter', () => {
  it('puts the event into the outbox, with what its schema makes of the data', async () => {
    const { rows, emitter } = createOutbox();
    await emitter.emit('post:created', { postId });
    await emitter.emit('post:created', { postId, words: 3 });
    expect(rows.map(({ name, data }) => [name, data])).toEqual([
      ['post:created', { postId, words: 0 }],
      ['post:created', { postId, words: 3 }],
    ]);
    expect(rows[0]?.id).toMatch(/^[0-9a-f-]{14}7/);
    expect(rows[0]?.id).not.toBe(rows[1]?.id);
  });

  it('leaves out what the schema does not know', async () => {
    const { rows, emitter } = createOutbox();
    const data = { postId, secret: 'hidden' };
    await emitter.emit('post:created', data);
    expect(rows[0]?.data).toEqual({ postId, words: 0 });
  });

  it.each(['post:deleted', 'toString', '__proto__', 'constructor'])(
    'refuses %s, which is not in the book, and writes nothing',
    async (name) => {
      const { rows, emitter } = createOutbox();
      const emit = emitter.emit as (name: string, data: unknown) => Promise<void>;
      await expect(emit(name, { postId })).rejects.toThrow(`Event ${name} is not in`);
      expect(rows).toEqual([]);
    },
  );

  it('refuses data of the wrong shape, says where, and writes nothing', async () => {
    const { rows, emitter } = createOutbox();
    await expect(emitter.emit('post:created', { postId: 'x' })).rejects.toThrow(/postId/);
    await expect(emitter.emit('post:counted', 5)).rejects.toThrow(
      'Event post:counted has the wrong',
    );
    expect(rows).toEqual([]);
  });

  it('refuses data that is no longer ids and facts', async () => {
    const { rows, emitter } = createOutbox();
    const text = 'x'.repeat(32_768);
    await expect(emitter.emit('post:told', { text })).rejects.toThrow('Event post:told has more');
    await emitter.emit('post:told', { text: text.slice(100) });
    expect(rows).toHaveLength(1);
  });

  it('fails when the row can not be written', async () => {
    const emitter = createEventEmitter(book, () => Promise.reject(new Error('disk full')));
    await expect(emitter.emit('post:created', { postId })).rejects.toThrow('disk full');
  });
});
