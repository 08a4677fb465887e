/** In place of a name: events of every name, those nobody has heard of yet too. */
export const EVERY_EVENT = '*';

/** Which events a consumer wants, by name. */
export type EventChoice = {
  /** Names wanted, or `*` for all; others are acknowledged unread. */
  readonly names: readonly string[];
  /** Names passed over all the same. */
  readonly except: readonly string[];
};

/** Whether a consumer wants events of that name. */
export function isWanted({ names, except }: EventChoice, name: string): boolean {
  return !except.includes(name) && (names.includes(name) || names.includes(EVERY_EVENT));
}
