import { createServer } from 'node:net';

/** Single ports are drawn from here, blocks of them from `LOWEST_BASE`. */
const LOWEST_PORT = 10_000;
const LOWEST_BASE = 20_000;
/** Above start the ports that systems give to outgoing connections (Linux: from 32,768), which come and go. */
const HIGHEST_BASE = 32_000;
const PORTS_A_PLATFORM = 20;
const ATTEMPTS = 50;

/**
 * A port nobody listens on at any address of this machine, drawn at random: the system's own choice may be given to an
 * outgoing connection before it is listened on, or while its server is away.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = LOWEST_PORT + Math.floor(Math.random() * (LOWEST_BASE - LOWEST_PORT));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port after ${ATTEMPTS} tries`);
}

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
