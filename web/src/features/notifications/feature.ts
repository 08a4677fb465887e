import { IconInbox } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';
import { Bell } from './header/Bell.tsx';

/** What concerns the viewer: the bell in the header and the inbox behind it. */
export const feature: Feature = {
  navigation: [{ path: '/inbox', label: 'notifications:nav', icon: IconInbox, order: 70 }],
  routes: [
    {
      path: '/inbox',
      Page: lazy(async () => ({ default: (await import('./pages/InboxPage.tsx')).InboxPage })),
    },
  ],
  headerItems: [{ id: 'bell', order: 10, Item: Bell }],
};
