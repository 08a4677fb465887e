import { describe, expect, it } from '@jest/globals';
import { pickLanguage } from './languages.ts';

describe('pickLanguage', () => {
  it('prefers what the person chose', () => {
    expect(pickLanguage('en', ['es-ES'])).toBe('en');
  });

  it('takes the first spoken language of the browser', () => {
    expect(pickLanguage(null, ['fr-FR', 'en-GB', 'es'])).toBe('en');
  });

  it('speaks Spanish when nothing fits', () => {
    expect(pickLanguage('xx', ['fr'])).toBe('es');
    expect(pickLanguage(null, [])).toBe('es');
  });
});
