import { enrolPlugins } from './enrol-plugins.ts';
import { inviteAdministrator } from './invite-administrator.ts';
import { migrate } from './migrate.ts';
import { readMigrateEnv } from './read-migrate-env.ts';

const USAGE = `Usage: migrate
       administrator E-MAIL`;

/** What the container `migrate` runs: the schema brought up to date, or the first administrator invited. */
async function run([command = 'migrate', email]: readonly string[]): Promise<void> {
  const env = readMigrateEnv();
  if (command === 'migrate') {
    const applied = await migrate({ ...env, onProgress: say });
    await enrolPlugins(env.databaseUrl, env.enrolments);
    return say(applied.length > 0 ? `migrated: ${applied.join(', ')}` : 'nothing to migrate');
  }
  if (command !== 'administrator' || !email) throw new Error(USAGE);
  const link = await inviteAdministrator({ ...env, email });
  say(`Open this link within 7 days; it works once:\n${link}`);
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
