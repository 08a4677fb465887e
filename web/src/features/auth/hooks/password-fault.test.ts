import { describe, expect, it } from '@jest/globals';
import { faultOfPassword, passwordFaultOf } from './password-fault.ts';

describe('a password', () => {
  it.each([
    ['must be 10 characters or more', 'tooShort'],
    ['must have 5 different characters or more', 'tooUniform'],
    ['is among the first that are tried: choose another', 'wellKnown'],
    ['must be 256 characters or less', 'bad'],
  ])('refused with “%s” is %s', (message, fault) => {
    expect(passwordFaultOf(message)).toBe(fault);
  });

  it('that is too short is told before the server is asked', () => {
    expect(faultOfPassword('123456789')).toBe('tooShort');
    expect(faultOfPassword('1234567890')).toBeNull();
  });
});
