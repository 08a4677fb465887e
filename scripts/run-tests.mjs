// Runs jest in ESM mode: `npm test` (units, contracts, journeys), `services` or `web` by name; other arguments reach jest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const apart = ['/node_modules/', '/generated/', '\\.services\\.test\\.', '\\.web\\.test\\.'];
const suites = {
  units: apart.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
  services: ['--testPathPatterns=\\.services\\.test\\.'],
  web: ['--testPathPatterns=\\.web\\.test\\.'],
};
const [first, ...others] = process.argv.slice(2);
const named = Object.hasOwn(suites, first ?? '');
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const args = [...(named ? others : process.argv.slice(2)), ...suites[named ? first : 'units']];
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...args],
  {
    stdio: 'inherit',
    env: { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true' },
  },
);
process.exit(status ?? 1);
