import { createServer } from 'node:net';

/** A port nobody listens on at 127.0.0.1 right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

const PORTS_A_PLATFORM = 20;
const LOWEST_BASE = 20_000;
/** Above start the ports that systems give to outgoing connections (Linux: from 32,768), which come and go. */
const HIGHEST_BASE = 32_000;
const ATTEMPTS = 50;

/** A PLUGIN_PORT_BASE with nobody on its first twenty ports at any address of this machine, drawn at random. */
export async function freePortBase(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const blocks = (HIGHEST_BASE - LOWEST_BASE) / PORTS_A_PLATFORM;
    const base = LOWEST_BASE + Math.floor(Math.random() * blocks) * PORTS_A_PLATFORM;
    const ports = Array.from({ length: PORTS_A_PLATFORM }, (_, index) => base + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
  throw new Error(`no ${PORTS_A_PLATFORM} free ports in a row after ${ATTEMPTS} tries`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
