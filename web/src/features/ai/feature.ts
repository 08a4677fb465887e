import { IconSparkles } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'ai:generation:read';

/** The AI studio: plugins from words, and answers from the platform's knowledge. */
export const feature: Feature = {
  navigation: [{ path: '/ai', label: 'ai:nav', icon: IconSparkles, order: 30, permission: READ }],
  routes: [
    {
      path: '/ai',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/StudioPage.tsx')).StudioPage })),
    },
  ],
};
