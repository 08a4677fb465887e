import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MetricArguments } from '../models/metric-input.ts';
import { metricName } from './metric-name.ts';

const noun = fc.stringMatching(/^[a-z][a-z-]{0,20}$/);
const verb = fc.stringMatching(/^[a-z][a-zA-Z]{0,20}$/);

describe('metricName', () => {
  it.each([
    ['post:created', 'posts.created'],
    ['user:created', 'users.created'],
    ['session:revoked', 'sessions.revoked'],
    ['supergraph:changed', 'supergraphs.changed'],
    ['category:renamed', 'categories.renamed'],
    ['data-entry:saved', 'data-entries.saved'],
    ['key:rotated', 'keys.rotated'],
    ['address:verified', 'addresses.verified'],
    ['box:opened', 'boxes.opened'],
    ['batch:imported', 'batches.imported'],
    ['post:publishedAgain', 'posts.publishedAgain'],
  ])('counts %s as %s', (event, metric) => {
    expect(metricName(event)).toBe(metric);
  });

  it('gives every event a name that `metric` accepts, with the verb as it is', () => {
    fc.assert(
      fc.property(noun, verb, (first, second) => {
        const name = metricName(`${first}:${second}`);
        expect(MetricArguments.safeParse({ name }).success).toBe(true);
        expect(name.endsWith(`s.${second}`)).toBe(true);
      }),
    );
  });

  it('gives the same noun with other verbs, and other nouns of one ending, names of their own', () => {
    fc.assert(
      fc.property(noun, noun, verb, verb, (one, two, did, done) => {
        const same = one === two && did === done;
        const names = [metricName(`${one}-item:${did}`), metricName(`${two}-item:${done}`)];
        expect(names[0] === names[1]).toBe(same);
      }),
    );
  });
});
