import { IconUsers } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'system:user:read';

/** People of the tenant. */
export const feature: Feature = {
  navigation: [
    { path: '/users', label: 'system:nav', icon: IconUsers, order: 20, permission: READ },
  ],
  routes: [
    {
      path: '/users',
      access: 'viewer',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/UsersPage.tsx')).UsersPage })),
    },
  ],
  widgets: [
    {
      id: 'team',
      order: 30,
      size: 'narrow',
      permission: READ,
      Widget: lazy(async () => ({
        default: (await import('./widgets/TeamWidget.tsx')).TeamWidget,
      })),
    },
  ],
};
