import { lazy } from 'react';
import type { PublicPage } from '../feature.ts';

/** Signing in, and coming in by an invitation. */
export const publicPages: readonly PublicPage[] = [
  {
    path: '/sign-in',
    Page: lazy(async () => ({ default: (await import('./pages/SignInPage.tsx')).SignInPage })),
  },
  {
    path: '/invitation',
    Page: lazy(async () => ({
      default: (await import('./pages/InvitationPage.tsx')).InvitationPage,
    })),
  },
];
