import type { Feature } from '../features/feature.ts';

const modules = import.meta.glob<Feature>('../features/*/feature.ts', {
  eager: true,
  import: 'feature',
});

const features = Object.values(modules);

const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order;

/** Every page that a feature brings into the shell. */
export const featureRoutes = features.flatMap(({ routes = [] }) => routes);

/** The navigation in its order. */
export const featureNavigation = features
  .flatMap(({ navigation = [] }) => navigation)
  .sort(byOrder);

/** What features put below the navigation. */
export const featureNavigationParts = features.flatMap(
  ({ navigationParts = [] }) => navigationParts,
);

/** The dashboard's widgets in their order. */
export const featureWidgets = features.flatMap(({ widgets = [] }) => widgets).sort(byOrder);

/** What features put into the header, in its order. */
export const featureHeaderItems = features
  .flatMap(({ headerItems = [] }) => headerItems)
  .sort(byOrder);
