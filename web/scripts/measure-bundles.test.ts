import { describe, expect, it } from '@jest/globals';
import { clientBudgets, filesOf, measureBundles } from './measure-bundles.ts';

const manifest = {
  'index.html': { file: 'index.js', isEntry: true, imports: ['_react.js'] },
  '_react.js': { file: 'react.js', imports: ['_shared.js'] },
  '_shared.js': { file: 'shared.js', imports: ['_react.js'] },
  '_form.js': { file: 'form.js', imports: ['_react.js'] },
  'src/i18n/es.ts': { file: 'es.js' },
  'src/i18n/features-es.ts': { file: 'features-es.js' },
  'src/features/bell/header/Bell.tsx': { file: 'bell.js', imports: ['index.html'] },
  'src/app/shell/Shell.tsx': { file: 'shell.js', imports: ['index.html'] },
  'src/connection/resuming-socket.ts': { file: 'socket.js', imports: ['index.html'] },
  'src/features/auth/pages/SignInPage.tsx': { file: 'sign-in.js', imports: ['_form.js'] },
  'src/features/auth/pages/OtherPage.tsx': { file: 'other.js', imports: ['_form.js'] },
  'src/features/cms/pages/PostsPage.tsx': { file: 'posts.js', imports: ['_form.js', 'index.html'] },
  'src/features/playground/pages/PlaygroundPage.tsx': { file: 'play.js' },
  'style.css': { file: 'style.css' },
};
const sizes: Record<string, number> = {
  'index.js': 10_000,
  'react.js': 60_000,
  'shared.js': 5_000,
  'form.js': 70_000,
  'es.js': 3_000,
  'features-es.js': 4_000,
  'bell.js': 2_000,
  'shell.js': 90_000,
  'socket.js': 7_000,
  'sign-in.js': 2_000,
  'other.js': 2_001,
  'posts.js': 1_000,
};

describe('filesOf', () => {
  it('follows static imports, rings too, and counts script only', () => {
    expect([...filesOf(manifest, ['index.html', 'style.css'])]).toEqual([
      'index.js',
      'react.js',
      'shared.js',
    ]);
  });

  it('refuses a chunk that is not there', () => {
    expect(() => filesOf(manifest, ['src/gone.tsx'])).toThrow('src/gone.tsx');
  });
});

describe('measureBundles', () => {
  it('measures each route without what the shell has loaded', () => {
    const measures = measureBundles(manifest, clientBudgets(manifest), (file) => sizes[file] ?? 0);
    expect(measures).toEqual([
      { name: 'sign-in', bytes: 150_000, limit: 150_000, isKept: true },
      {
        name: 'src/features/auth/pages/OtherPage.tsx',
        bytes: 150_001,
        limit: 150_000,
        isKept: false,
      },
      { name: 'signed-in shell', bytes: 181_000, limit: 280_000, isKept: true },
      { name: 'src/features/cms/pages/PostsPage.tsx', bytes: 71_000, limit: 60_000, isKept: false },
    ]);
  });
});
