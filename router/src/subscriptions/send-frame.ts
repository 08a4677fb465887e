import type { WebSocket } from 'ws';

/** Bytes that may wait in a socket before the sender waits too. */
const HIGH_WATER = 64 * 1024;

/** Sends a text frame; resolves at once, or when the reader has caught up. A socket that is gone gets nothing. */
export async function sendFrame(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount < HIGH_WATER) {
    socket.send(text, () => {});
    return;
  }
  await new Promise<void>((resolve) => socket.send(text, () => resolve()));
}
