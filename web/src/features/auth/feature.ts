import { lazy } from 'react';
import type { Feature } from '../feature.ts';

/** Signing in. */
export const feature: Feature = {
  routes: [
    {
      path: '/sign-in',
      access: 'public',
      Page: lazy(async () => ({ default: (await import('./pages/SignInPage.tsx')).SignInPage })),
    },
  ],
};
