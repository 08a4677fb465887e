import { describe, expect, it } from '@jest/globals';
import { deriveDocument, findOfficialDocument } from './support/qdrant-document.ts';
import { faultOf, qdrantDocument } from './support/qdrant-validator.ts';

const requestOf = (id: string) => qdrantDocument.routes.find((route) => route.id === id)?.request;
const answerOf = (id: string) =>
  qdrantDocument.routes.find((route) => route.id === id)?.answers['200'];

describe('the committed part of the Qdrant document', () => {
  it('is the official one, cut down, wherever that is at hand', () => {
    const official = findOfficialDocument();
    if (official) expect(qdrantDocument).toEqual(deriveDocument(official));
    expect(qdrantDocument.version).toMatch(/^v?1\.18/);
    expect(qdrantDocument.routes).toHaveLength(7);
    expect(JSON.stringify(qdrantDocument)).not.toContain('nullable');
  });

  it.each([
    ['query_points', { query: [0.1], limit: 1 }],
    ['query_points', { query: { rrf: { k: 60 } }, limit: 3, with_payload: true }],
    ['query_points', { filter: { must: [{ has_id: ['0b0e5b0e-0000-4000-8000-000000000000'] }] } }],
    ['create_collection', { vectors: { dense: { size: 4, distance: 'Cosine' } } }],
    ['create_field_index', { field_name: 'a', field_schema: { type: 'keyword', is_tenant: true } }],
  ])('lets a right %s pass', (id, body) => {
    expect(faultOf(requestOf(id), body)).toBeNull();
  });

  it.each([
    ['query_points', { query: [0.1], score_treshold: 0.3 }],
    ['query_points', { query: [0.1], limit: 0 }],
    ['query_points', { query: [0.1], filter: { must: [{ key: 'a', match: { valu: 'b' } }] } }],
    ['create_collection', { vectors: { size: 4, distance: 'cosine' } }],
    ['create_collection', { vectors: { dense: { size: 'x', distance: 'Cosine' } } }],
    ['create_field_index', { field_name: 'a', field_schema: { type: 'keyword', isTenant: true } }],
    ['upsert_points', { points: [{ id: 'no-uuid', vector: [0.1] }] }],
    ['upsert_points', { points: [{ id: 1, vector: [0.1], payload: {}, tenant: 'a' }] }],
    ['delete_points', { filtr: {} }],
    ['count_points', { exact: 'yes' }],
  ])('holds a wrong %s up', (id, body) => {
    expect(faultOf(requestOf(id), body)).not.toBeNull();
  });

  it('holds wrong answers up', () => {
    const good = { usage: null, status: 'ok', time: 0, result: { count: 1 } };
    expect(faultOf(answerOf('count_points'), good)).toBeNull();
    expect(faultOf(answerOf('count_points'), { ...good, result: { count: 'one' } })).not.toBeNull();
    expect(faultOf(answerOf('count_points'), { ...good, extra: 1 })).not.toBeNull();
  });
});
