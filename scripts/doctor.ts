import { resolve } from 'node:path';
import { checkDataFolder } from './doctor/check-data-folder.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkEnvironment } from './doctor/check-environment.ts';
import { checkMachine } from './doctor/check-machine.ts';
import { checkPackages } from './doctor/check-packages.ts';
import { checkPorts } from './doctor/check-ports.ts';
import { checkProviders } from './doctor/check-providers.ts';
import { checkQdrant } from './doctor/check-qdrant.ts';
import { checkRedis } from './doctor/check-redis.ts';
import { checkSecrets } from './doctor/check-secrets.ts';
import type { Finding } from './doctor/finding.ts';
import { runChecks } from './doctor/run-checks.ts';

/** `npm run doctor [-- --json]`: looks at everything a start needs, changes nothing; code 1 when something won't run. */
const CHECKS = {
  machine: (site: Parameters<typeof checkMachine>[0]) => checkMachine(site),
  packages: checkPackages,
  environment: checkEnvironment,
  'data folder': checkDataFolder,
  ports: checkPorts,
  secrets: checkSecrets,
  database: checkDatabase,
  redis: checkRedis,
  qdrant: checkQdrant,
  providers: checkProviders,
};

const asJson = process.argv.includes('--json');
const site = {
  source: process.env,
  root: '.',
  dataFolder: resolve(process.env.GESTAS_DATA_DIR || '.data'),
};
const findings = await runChecks(CHECKS, site, (finding) => {
  if (!asJson) process.stdout.write(`${lineOf(finding)}\n`);
});
const count = (status: Finding['status']) => findings.filter((one) => one.status === status).length;
const faults = count('fail');
if (asJson) process.stdout.write(`${JSON.stringify({ ok: faults === 0, findings }, null, 2)}\n`);
else process.stdout.write(`${count('ok')} ok, ${count('warn')} to look at, ${faults} to mend\n`);
process.exitCode = faults === 0 ? 0 : 1;

function lineOf({ name, status, says, mend }: Finding): string {
  return `${status.padEnd(4)} ${name}: ${says}${mend ? ` → ${mend}` : ''}`;
}
