import type { Server } from 'node:http';

/** Listens, or throws an Error that names the port and what to change when it is taken. */
export function listen(
  server: Server,
  port: number,
  host: string | undefined,
  variable: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const message = `The router cannot listen on port ${port}: it is taken. Free it, or set ${variable}.`;
      reject(isTaken ? new Error(message, { cause }) : cause);
    });
    server.listen(port, host, () => resolve());
  });
}
