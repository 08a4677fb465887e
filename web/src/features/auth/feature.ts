import { lazy } from 'react';
import type { Feature } from '../feature.ts';

/** Signing in, and coming in by an invitation. */
export const feature: Feature = {
  routes: [
    {
      path: '/sign-in',
      access: 'public',
      Page: lazy(async () => ({ default: (await import('./pages/SignInPage.tsx')).SignInPage })),
    },
    {
      path: '/invitation',
      access: 'public',
      Page: lazy(async () => ({
        default: (await import('./pages/InvitationPage.tsx')).InvitationPage,
      })),
    },
  ],
};
