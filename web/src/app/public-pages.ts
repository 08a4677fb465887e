import type { PublicPage } from '../features/feature.ts';

const modules = import.meta.glob<readonly PublicPage[]>('../features/*/public-pages.ts', {
  eager: true,
  import: 'publicPages',
});

/** Every page that a feature shows to anybody; what else features bring is loaded with the shell. */
export const publicPages = Object.values(modules).flat();
