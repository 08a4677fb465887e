import { IconPlugConnected } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'system:plugin:read';

/** The plugins the platform is made of, and how they are doing. */
export const feature: Feature = {
  navigation: [
    {
      path: '/plugins',
      label: 'plugins:nav',
      icon: IconPlugConnected,
      order: 60,
      permission: READ,
    },
  ],
  routes: [
    {
      path: '/plugins',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/PluginsPage.tsx')).PluginsPage })),
    },
  ],
};
