import { IconInbox } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

/** What concerns the viewer: the bell in the header and the inbox behind it. */
export const feature: Feature = {
  navigation: [{ path: '/inbox', label: 'notifications:nav', icon: IconInbox, order: 70 }],
  routes: [
    {
      path: '/inbox',
      access: 'viewer',
      Page: lazy(async () => ({ default: (await import('./pages/InboxPage.tsx')).InboxPage })),
    },
  ],
  headerItems: [
    {
      id: 'bell',
      order: 10,
      Item: lazy(async () => ({ default: (await import('./header/Bell.tsx')).Bell })),
    },
  ],
};
