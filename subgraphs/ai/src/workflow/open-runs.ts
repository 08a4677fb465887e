import type { KeyValue } from '@gestas/sdk';

const PREFIX = 'ai:open-run:';
const KEPT_MS = 7 * 24 * 3_600_000;

/** Notes of runs that are not at their end, of all tenants: where to look, not what is true. */
export function createOpenRuns(keyValue: Pick<KeyValue, 'set' | 'delete' | 'scan'>) {
  const keyOf = (tenantId: string, runId: string) => `${PREFIX}${tenantId}:${runId}`;
  return {
    note: (tenantId: string, runId: string): Promise<void> =>
      keyValue.set(keyOf(tenantId, runId), '1', { expiresInMs: KEPT_MS }),
    remove: (tenantId: string, runId: string): Promise<boolean> =>
      keyValue.delete(keyOf(tenantId, runId)),
    async list(): Promise<readonly { readonly tenantId: string; readonly runId: string }[]> {
      const keys = [...(await keyValue.scan(PREFIX)).keys()];
      return keys.flatMap((key) => {
        const [tenantId, runId] = key.slice(PREFIX.length).split(':');
        return tenantId && runId ? [{ tenantId, runId }] : [];
      });
    },
  };
}

/** The notes of runs that are not at their end. */
export type OpenRuns = ReturnType<typeof createOpenRuns>;
