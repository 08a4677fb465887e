import type { AddressInfo, Server } from 'node:net';

/** Has a server listen on any free port, at every address of this machine; resolves with the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  return (server.address() as AddressInfo).port;
}
