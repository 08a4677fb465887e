import type { ApolloClient } from '@apollo/client';
import { describe, expect, it } from '@jest/globals';
import { createSignal } from './create-signal.ts';
import { followWhileHeard, onePerClient } from './event-source.ts';

describe('followWhileHeard', () => {
  it('follows from the first listener until the last has left, and again after that', () => {
    const signal = createSignal(0);
    const told: string[] = [];
    const source = followWhileHeard(signal, () => {
      told.push('follows');
      return { unsubscribe: () => void told.push('leaves') };
    });
    const heard: number[] = [];
    const listen = () => source.subscribe(() => heard.push(source.get()));
    expect(told).toEqual([]);
    const [one, other] = [listen(), listen()];
    signal.set(1);
    one();
    signal.set(2);
    expect(told).toEqual(['follows']);
    other();
    signal.set(3);
    expect(told).toEqual(['follows', 'leaves']);
    listen();
    expect(told).toEqual(['follows', 'leaves', 'follows']);
    expect(heard).toEqual([1, 1, 2]);
  });
});

describe('onePerClient', () => {
  it('keeps one for each client and key', () => {
    const [one, other] = [{}, {}] as [ApolloClient, ApolloClient];
    const of = onePerClient((_client, key) => ({ key }));
    expect(of(one, 'a')).toBe(of(one, 'a'));
    expect(of(one, 'a')).not.toBe(of(one, 'b'));
    expect(of(one)).not.toBe(of(other));
    expect(of(one, 'b').key).toBe('b');
  });
});
