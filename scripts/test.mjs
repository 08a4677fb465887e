// Runs jest in ESM mode: `npm test` (units, contracts, journeys), `services` or `web` by name; other arguments reach jest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const suites = {
  units: ['--testPathIgnorePatterns', '/node_modules/', '/generated/', '\\.services\\.test\\.', '\\.web\\.test\\.'],
  services: ['--testPathPatterns', '\\.services\\.test\\.', '--runInBand'],
  web: ['--testPathPatterns', '\\.web\\.test\\.', '--runInBand'],
};
const [first, ...others] = process.argv.slice(2);
const named = Object.hasOwn(suites, first ?? '');
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const args = [...suites[named ? first : 'units'], ...(named ? others : process.argv.slice(2))];
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, ...args], {
  stdio: 'inherit',
  env: { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true' },
});
process.exit(status ?? 1);
