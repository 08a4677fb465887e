/** Every Redis name the event log uses; keys of one tenant share its hash tag, so that scripts may use them together. */
export type RedisKeys = ReturnType<typeof redisKeys>;

/** Names under `prefix`, which is empty but in tests. */
export function redisKeys(prefix: string) {
  return {
    /** The set of tenants that have a stream. */
    tenants: `${prefix}events:tenants`,
    stream: (tenantId: string) => `${prefix}events:{${tenantId}}`,
    /** Which member of the group has the tenant; expires. */
    lease: (tenantId: string, group: string) => `${prefix}lease:{${tenantId}}:${group}`,
    /** The group's failing event of the tenant: when it is tried again. */
    retry: (tenantId: string, group: string) => `${prefix}retry:{${tenantId}}:${group}`,
    dead: (tenantId: string, group: string) => `${prefix}dead:{${tenantId}}:${group}`,
    requeued: (tenantId: string, group: string) => `${prefix}requeued:{${tenantId}}:${group}`,
    /** Pub/sub channels: one for each event name, one for each tenant. */
    nameChannel: (name: string) => `${prefix}${name}`,
    bellChannel: (tenantId: string) => `${prefix}events:bell:{${tenantId}}`,
    bellPattern: `${escapeGlob(prefix)}events:bell:*`,
  };
}

/** A text as a Redis glob pattern that matches only itself. */
export function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}
