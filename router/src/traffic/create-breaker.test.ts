import { describe, expect, it } from '@jest/globals';
import { createBreaker } from './create-breaker.ts';

function breaker() {
  const clock = { now: 0 };
  return { clock, ...createBreaker({ now: () => clock.now }) };
}

describe('a breaker', () => {
  it('stays closed below 20 calls, and below half of them failing', () => {
    const { enter, state } = breaker();
    for (let i = 0; i < 19; i += 1) enter()('error');
    expect(state()).toBe('closed');
    const other = breaker();
    for (let i = 0; i < 100; i += 1) other.enter()(i % 5 < 3 ? 'success' : 'error');
    expect(other.state()).toBe('closed');
  });

  it('forgets what is older than 10 s, and what was nobody’s fault', () => {
    const { clock, enter, state } = breaker();
    for (let i = 0; i < 19; i += 1) enter()('error');
    clock.now = 11_000;
    for (let i = 0; i < 19; i += 1) enter()('error');
    for (let i = 0; i < 50; i += 1) enter()('ignored');
    expect(state()).toBe('closed');
    enter()('error');
    expect(state()).toBe('open');
  });

  it('lets one call through after 5 s, and no second one meanwhile', () => {
    const { clock, enter, canPass, state } = breaker();
    enter()('refused');
    expect([state(), canPass()]).toEqual(['open', false]);
    clock.now = 5_000;
    expect([state(), canPass()]).toEqual(['half-open', true]);
    const leave = enter();
    expect(canPass()).toBe(false);
    leave('ignored');
    expect(canPass()).toBe(true);
    enter()('error');
    expect(state()).toBe('open');
    clock.now = 10_000;
    enter()('success');
    expect([state(), canPass()]).toEqual(['closed', true]);
  });

  it('is not closed by a call that began before it opened', () => {
    const { enter, state } = breaker();
    const late = enter();
    enter()('refused');
    late('success');
    expect(state()).toBe('open');
  });
});
