import pg from 'pg';
import { tenantSignature } from './tenant-signature.ts';

/** What a pool binds its one connection with. */
export type BindingOptions = {
  readonly connectionString: string;
  /** The key of the login role. */
  readonly tenantKey: Buffer;
};

type Connected = pg.PoolClient & { readonly processID?: number };
type Callback = (
  error: Error | undefined,
  client?: Connected,
  done?: (release?: unknown) => void,
) => void;

const BIND = {
  name: 'bind_tenant',
  text: "SELECT set_config('app.tenant_id', $1, false), set_config('app.tenant_sig', $2, false)",
};

/**
 * A pool of one connection whose every hand-out is bound to `tenantId` first; the binding is sent only when it
 * changed, so that a bound query costs what a plain one costs. A class because Prisma's adapter wants a `pg.Pool`.
 */
export class BoundPool extends pg.Pool {
  /** The tenant the next hand-out is bound to; null refuses. */
  tenantId: string | null = null;
  readonly #key: Buffer;
  readonly #bound = new WeakMap<Connected, string>();

  constructor(options: BindingOptions) {
    super({ connectionString: options.connectionString, max: 1, idleTimeoutMillis: 0 });
    this.#key = options.tenantKey;
    this.on('error', () => undefined); // an idle connection that broke is replaced at the next hand-out
    this.on('connect', (client) => client.on('error', () => undefined)); // one at work fails its query
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const bound = super.connect().then((client) => this.#bind(client));
    if (!callback) return bound;
    bound.then(
      (client) => callback(undefined, client, (release) => client.release(release as Error)),
      (error: Error) => callback(error),
    );
    return undefined;
  }

  async #bind(client: Connected): Promise<Connected> {
    const tenantId = this.tenantId;
    if (this.#bound.get(client) === tenantId) return client;
    try {
      this.#bound.delete(client);
      if (tenantId === null || client.processID === undefined)
        throw new Error('no tenant is bound');
      const signature = tenantSignature(this.#key, tenantId, client.user ?? '', client.processID);
      await client.query({ ...BIND, values: [tenantId, signature] });
      this.#bound.set(client, tenantId);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}
