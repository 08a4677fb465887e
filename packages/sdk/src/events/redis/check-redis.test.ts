import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { checkRedis } from './check-redis.ts';

describe('checkRedis', () => {
  it('says which server does not answer, and why, without the credentials', async () => {
    const check = checkRedis('redis://me:hunter2@127.0.0.1:1/0');
    await expect(check).rejects.toThrow(
      'Redis at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it('repeats what a server that turns it away says', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end('-NOAUTH Authentication required.\r\n'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(checkRedis(`redis://127.0.0.1:${port}`)).rejects.toThrow('NOAUTH');
    server.close();
  });
});
