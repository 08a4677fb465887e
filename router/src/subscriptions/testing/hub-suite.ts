import { afterEach } from '@jest/globals';
import type { SubscriptionHub } from '../create-subscription-hub.ts';
import { startHub } from './start-hub.ts';

/** Starts hubs for the tests of one file and closes them after each. */
export function createHubSuite() {
  const hubs: SubscriptionHub[] = [];
  afterEach(async () => {
    for (const hub of hubs.splice(0)) await hub.close();
  });
  return (...parameters: Parameters<typeof startHub>) => {
    const started = startHub(...parameters);
    hubs.push(started.hub);
    return started;
  };
}

/** What an event needs to be about a post. */
export function post(tenantId: string, postId: string) {
  return { tenantId, data: { postId } };
}
