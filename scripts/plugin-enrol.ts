import { parseArgs } from 'node:util';
import { readEnv } from '@gestas/sdk';
import { z } from 'zod';
import { enrolPlugins } from '../prisma/enrol-plugins.ts';
import { deriveSecrets, pluginKey, readMasterSecret } from './platform-secrets.ts';

const USAGE = `Usage: npm run plugin:enrol -- NAME [--public-key X] [--print-key]

Lets the plugin NAME (such as plugin-cms) join the graph of the platform at DATABASE_URL. npm start and npm run dev do it
by themselves for every folder in subgraphs/.

  --public-key X   the \`x\` of its public Ed25519 JWK; without it, the key derived from the secret in GESTAS_DATA_DIR
  --print-key      prints that derived private key, for the plugin's variable <SCHEMA>_PLUGIN_KEY: keep it secret`;
const NAME = /^plugin-[a-z0-9]+(-[a-z0-9]+)*$/;
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;

/** Enrols one plugin; see USAGE. Throws an Error that says what is missing. */
async function enrol(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'public-key': { type: 'string' }, 'print-key': { type: 'boolean' } },
  });
  const [plugin = ''] = positionals;
  if (!NAME.test(plugin) || positionals.length > 1) throw new Error(USAGE);
  const given = values['public-key'];
  if (given !== undefined && !PUBLIC_KEY.test(given)) throw new Error(USAGE);
  const env = readEnv({ DATABASE_URL: z.url(), GESTAS_DATA_DIR: z.string().default('.data') });
  const secrets = () => deriveSecrets(readMasterSecret(env.GESTAS_DATA_DIR));
  const key = given ? { x: given } : pluginKey(secrets(), plugin);
  await enrolPlugins(env.DATABASE_URL, [{ plugin, publicKey: key }]);
  process.stdout.write(`enrolled ${plugin} with the public key ${key.x}\n`);
  if (values['print-key'] && !given) process.stdout.write(`${JSON.stringify(key)}\n`);
}

enrol(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
