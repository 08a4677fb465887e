import { published } from './service-parts.ts';

const HARDENED = {
  restart: 'unless-stopped',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  networks: ['stores'],
} as const;
const PROBED = { interval: '5s', timeout: '3s', retries: 20 } as const;

/** Answers HTTP without curl, which the image lacks. */
const QDRANT_READY =
  "exec 3<>/dev/tcp/127.0.0.1/6333 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3";

/** PostgreSQL, Redis and Qdrant, each as its image's own account, with its data in a named volume. */
export const storeServices = {
  postgres: {
    ...HARDENED,
    image: 'postgres:18-bookworm',
    user: 'postgres',
    command: ['postgres', '-c', 'max_connections=200'],
    environment: {
      POSTGRES_DB: 'gestas',
      POSTGRES_PASSWORD_FILE: '/run/secrets/postgres-password',
      POSTGRES_INITDB_ARGS: '--data-checksums --auth-host=scram-sha-256',
    },
    secrets: ['postgres-password'],
    volumes: ['postgres-data:/var/lib/postgresql'],
    tmpfs: ['/tmp', '/var/run/postgresql'],
    shm_size: '256mb',
    stop_grace_period: '60s',
    ports: [published(5432)],
    healthcheck: {
      ...PROBED,
      test: ['CMD', 'pg_isready', '--dbname=gestas', '--username=postgres'],
    },
  },
  redis: {
    ...HARDENED,
    image: 'redis:7.2-bookworm',
    user: 'redis',
    command: ['redis-server', '/run/secrets/redis-conf'],
    secrets: ['redis-conf'],
    volumes: ['redis-data:/data'],
    tmpfs: ['/tmp'],
    ports: [published(6379)],
    // An answer that asks for a password is an answer too: the password stays out of the command.
    healthcheck: { ...PROBED, test: ['CMD-SHELL', "redis-cli ping | grep -qE 'PONG|NOAUTH'"] },
  },
  qdrant: {
    ...HARDENED,
    image: 'qdrant/qdrant:v1.18.0-unprivileged',
    environment: { QDRANT_INIT_FILE_PATH: '/qdrant/init/.qdrant-initialized' },
    env_file: ['./.secrets/qdrant.env'],
    volumes: ['qdrant-data:/qdrant/storage'],
    tmpfs: ['/tmp', '/qdrant/init', '/qdrant/snapshots'],
    ports: [published(6333)],
    healthcheck: { ...PROBED, test: ['CMD', 'bash', '-c', QDRANT_READY] },
  },
} as const;
