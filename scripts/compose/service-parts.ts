/** What every container of ours has: no root, nothing to write to but `/tmp`, no rights, and time to drain. */
export const LOCKED = {
  restart: 'unless-stopped',
  init: true,
  read_only: true,
  user: 'node',
  tmpfs: ['/tmp'],
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  stop_grace_period: '45s',
} as const;

/** A published port: only from this machine, unless a variable says otherwise. */
export function published(port: number, address = '127.0.0.1'): string {
  return `${address}:${port}:${port}`;
}

/** The image of a deployable, built from its Dockerfile. */
export function built(name: string, dockerfile: string, version: string) {
  return { image: `gestas/${name}:${version}`, build: { context: '.', dockerfile } };
}

/** Files of `NAME=value`: what `npm run compose:secrets` makes, then the operator's own, such as a mail server. */
export function envFiles(name: string) {
  return [`./.secrets/${name}.env`, { path: `./.secrets/${name}.own.env`, required: false }];
}

/** Asks `/health/ready` as the Dockerfile does; written here too, so that Compose waits for it in every engine. */
export function healthy(port: number) {
  const script = `fetch('http://localhost:${port}/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  return {
    test: ['CMD', 'node', '-e', script],
    interval: '5s',
    timeout: '3s',
    retries: 12,
    start_period: '60s',
  };
}

/** What must be up, and how, before a container starts. */
export function after(
  conditions: Readonly<
    Record<string, 'service_healthy' | 'service_completed_successfully' | 'service_started'>
  >,
) {
  return {
    depends_on: Object.fromEntries(
      Object.entries(conditions).map(([name, condition]) => [name, { condition }]),
    ),
  };
}

/** A variable of whoever runs Compose, with its default. */
export function variable(name: string, fallback = ''): string {
  return `\${${name}:-${fallback}}`;
}
