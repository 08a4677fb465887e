/** The languages spoken here. */
export const LANGUAGES = ['es', 'en'] as const;

/** A language spoken here. */
export type Language = (typeof LANGUAGES)[number];
