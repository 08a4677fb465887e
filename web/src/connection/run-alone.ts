/** Runs `task` while no other tab of this browser runs one of the same name. */
export type RunAlone = <Result>(name: string, task: () => Promise<Result>) => Promise<Result>;

/**
 * Uses the Web Locks API. Where the browser has none (a page on plain http away from localhost) the task just runs: the
 * server answers the same successor to several refreshes within its grace.
 */
export const runAlone: RunAlone = async (name, task) => {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks ? await locks.request(name, task) : task();
};
