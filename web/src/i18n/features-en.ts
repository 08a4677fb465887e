import { toResources } from './to-resources.ts';

/** The texts of every other feature in this language; loaded with the shell, for signing in needs none of them. */
export const resources = toResources(
  import.meta.glob<Record<string, unknown>>(
    ['../features/*/locales/en.json', '!../features/auth/locales/en.json'],
    { eager: true, import: 'default' },
  ),
);
