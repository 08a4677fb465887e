import { connect, createServer, type Socket } from 'node:net';

/** A TCP relay before the web server that can be cut and mended. */
export type DroppingProxy = {
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  readonly drop: () => void;
  readonly restore: () => void;
  readonly stop: () => Promise<void>;
};

/** Relays a free port of localhost to the server at `target`. */
export async function startDroppingProxy(target: string): Promise<DroppingProxy> {
  const { port } = new URL(target);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    near.pipe(far);
    far.pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    drop: () => {
      isCut = true;
      cut();
    },
    restore: () => {
      isCut = false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
