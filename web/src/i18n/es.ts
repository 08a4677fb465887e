import { toResources } from './to-resources.ts';

/** Every text in this language: one namespace for each room that has a `locales` folder. */
export const resources = toResources(
  import.meta.glob<Record<string, unknown>>('../**/locales/es.json', {
    eager: true,
    import: 'default',
  }),
);
