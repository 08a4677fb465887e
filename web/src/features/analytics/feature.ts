import { lazy } from 'react';
import type { Feature } from '../feature.ts';

const READ = 'analytics:metric:read';

/** Metrics on the dashboard: today's figures, and a chart of what happened when. */
export const feature: Feature = {
  widgets: [
    {
      id: 'today',
      order: 12,
      size: 'full',
      permission: READ,
      Widget: lazy(async () => ({
        default: (await import('./widgets/TodayWidget.tsx')).TodayWidget,
      })),
    },
    {
      id: 'activity-chart',
      order: 40,
      size: 'full',
      permission: READ,
      Widget: lazy(async () => ({
        default: (await import('./widgets/ActivityChartWidget.tsx')).ActivityChartWidget,
      })),
    },
  ],
};
