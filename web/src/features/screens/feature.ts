import { lazy } from 'react';
import type { Feature } from '../feature.ts';

/** What plugins describe in their manifests: links, pages and widgets that no code of theirs renders. */
export const feature: Feature = {
  routes: [
    {
      path: '/x/:plugin/:page/:id?',
      Page: lazy(async () => ({ default: (await import('./pages/ScreenPage.tsx')).ScreenPage })),
    },
  ],
  navigationParts: [
    {
      id: 'screens',
      Part: lazy(async () => ({
        default: (await import('./navigation/ScreenLinks.tsx')).ScreenLinks,
      })),
    },
  ],
  widgets: [
    {
      id: 'screens',
      order: 90,
      size: 'full',
      isOptional: true,
      Widget: lazy(async () => ({
        default: (await import('./widgets/ScreenWidgets.tsx')).ScreenWidgets,
      })),
    },
  ],
};
