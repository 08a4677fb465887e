import { writeComposeSecrets } from './compose/write-compose-secrets.ts';

/** `npm run compose:secrets`: makes what `docker-compose.yml` reads from `.secrets/`, and keeps what is there. */
const { folder, files } = writeComposeSecrets('.');
process.stdout.write(`${files.length} files in ${folder}: ${files.join(', ')}\n`);
process.stdout.write(
  `Everything is derived from ${folder}/master.secret: keep a copy of it where only operators look.\n`,
);
