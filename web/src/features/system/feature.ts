import { IconHistory, IconShieldLock, IconUsers } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'system:user:read';
const READ_ROLES = 'system:role:read';
const READ_AUDIT = 'system:audit:read';

/** People of the tenant, what they may do, and what they did. */
export const feature: Feature = {
  navigation: [
    { path: '/users', label: 'system:nav', icon: IconUsers, order: 20, permission: READ },
    {
      path: '/roles',
      label: 'system:role.nav',
      icon: IconShieldLock,
      order: 21,
      permission: READ_ROLES,
    },
    {
      path: '/audit',
      label: 'system:audit.nav',
      icon: IconHistory,
      order: 80,
      permission: READ_AUDIT,
    },
  ],
  routes: [
    {
      path: '/users',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/UsersPage.tsx')).UsersPage })),
    },
    {
      path: '/roles',
      permission: READ_ROLES,
      Page: lazy(async () => ({ default: (await import('./pages/RolesPage.tsx')).RolesPage })),
    },
    {
      path: '/audit',
      permission: READ_AUDIT,
      Page: lazy(async () => ({ default: (await import('./pages/AuditPage.tsx')).AuditPage })),
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
