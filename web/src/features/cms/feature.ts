import { IconFileText } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'cms:post:read';

/** Content: posts, and what the dashboard shows of them. */
export const feature: Feature = {
  navigation: [
    { path: '/posts', label: 'cms:nav', icon: IconFileText, order: 10, permission: READ },
  ],
  routes: [
    {
      path: '/posts',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/PostsPage.tsx')).PostsPage })),
    },
    {
      path: '/posts/new',
      permission: 'cms:post:create',
      Page: lazy(async () => ({ default: (await import('./pages/NewPostPage.tsx')).NewPostPage })),
    },
    {
      path: '/posts/:id',
      permission: READ,
      Page: lazy(async () => ({ default: (await import('./pages/PostPage.tsx')).PostPage })),
    },
  ],
  widgets: [
    {
      id: 'post-counter',
      order: 10,
      size: 'full',
      permission: READ,
      Widget: lazy(async () => ({
        default: (await import('./widgets/PostCounterWidget.tsx')).PostCounterWidget,
      })),
    },
    {
      id: 'post-feed',
      order: 20,
      size: 'wide',
      permission: READ,
      Widget: lazy(async () => ({
        default: (await import('./widgets/PostFeedWidget.tsx')).PostFeedWidget,
      })),
    },
  ],
};
