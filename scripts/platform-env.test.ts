import { describe, expect, it } from '@jest/globals';
import { readPlatformEnv } from './platform-env.ts';

describe('readPlatformEnv', () => {
  it('needs nothing', () => {
    expect(readPlatformEnv({})).toMatchObject({
      ROUTER_PORT: 3000,
      webOrigin: 'http://localhost:5173',
    });
  });

  it.each([
    [{ ROUTER_PORT: 'abc' }, 'ROUTER_PORT must be a whole number from 0 to 65535'],
    [{ WEB_PORT: '99999' }, 'WEB_PORT must be a whole number from 0 to 65535'],
    [{ PLUGIN_PORT_BASE: '1.5' }, 'PLUGIN_PORT_BASE must be a whole number from 0 to 65000'],
    [{ DATABASE_URL: 'mysql://a@b/c' }, 'DATABASE_URL must be like postgresql://'],
    [{ DATABASE_URL: 'nonsense' }, 'DATABASE_URL must be like postgresql://'],
    [{ REDIS_URL: 'http://127.0.0.1:6379' }, 'REDIS_URL must be like redis://'],
    [{ GESTAS_LIMITS: 'test', NODE_ENV: 'production' }, 'GESTAS_LIMITS=test is refused'],
  ])('says what is wrong with %j', (source, message) => {
    expect(() => readPlatformEnv(source)).toThrow(message);
  });
});
