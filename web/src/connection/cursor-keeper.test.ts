import { describe, expect, it } from '@jest/globals';
import { createCursorKeeper } from './cursor-keeper.ts';

describe('createCursorKeeper', () => {
  it('asks for nothing before the first message', () => {
    const keeper = createCursorKeeper();
    expect(keeper.canResume()).toBe(false);
    expect(keeper.extensions({ other: 1 })).toEqual({ other: 1 });
  });

  it('resumes from the last cursor told', () => {
    const keeper = createCursorKeeper();
    keeper.keep({ cursor: 'a' });
    keeper.keep({ cursor: 'b' });
    expect(keeper.extensions(null)).toEqual({ resumeFrom: 'b' });
    expect(keeper.canResume()).toBe(true);
  });

  it.each([undefined, null, 'text', {}, { cursor: 7 }])('is not moved by %j', (extensions) => {
    const keeper = createCursorKeeper();
    keeper.keep({ cursor: 'a' });
    keeper.keep(extensions);
    expect(keeper.extensions()).toEqual({ resumeFrom: 'a' });
  });

  it('starts anew when told to forget', () => {
    const keeper = createCursorKeeper();
    keeper.keep({ cursor: 'a' });
    keeper.forget();
    expect(keeper.canResume()).toBe(false);
  });
});
