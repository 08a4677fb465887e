import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a server, which can lose what passes through it. */
export type Proxy = {
  /** The server's URL by way of the proxy. */
  readonly url: string;
  /** Passes nothing on any more over the connections there are, and closes none; new ones work. */
  freeze(): void;
  stop(): Promise<void>;
};

/** Starts a proxy to the host and port of a URL, on a free port. */
export async function startProxy(target: string): Promise<Proxy> {
  const url = new URL(target);
  const [host, port] = [url.hostname, Number(url.port)];
  const pairs = new Map<Socket, Socket>();

  const server = createServer((near) => {
    const far = connect(port, host);
    pairs.set(near, far);
    near.pipe(far);
    far.pipe(near);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(near);
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was free');
  url.host = `127.0.0.1:${address.port}`;

  return {
    url: url.href,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    async stop() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
