import { toResources } from './to-resources.ts';

/** The texts in this language that are needed to sign in: one namespace for each room that has a `locales` folder. */
export const resources = toResources(
  import.meta.glob<Record<string, unknown>>('../{app,components,features/auth}/locales/es.json', {
    eager: true,
    import: 'default',
  }),
);
