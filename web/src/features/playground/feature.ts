import { IconTerminal2 } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

/** The GraphQL playground. */
export const feature: Feature = {
  navigation: [{ path: '/playground', label: 'playground:nav', icon: IconTerminal2, order: 90 }],
  routes: [
    {
      path: '/playground',
      Page: lazy(async () => ({
        default: (await import('./pages/PlaygroundPage.tsx')).PlaygroundPage,
      })),
    },
  ],
};
