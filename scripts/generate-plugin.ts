import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inheritedVariables } from './inherited-variables.ts';

const SCRIPT = fileURLToPath(new URL('./generate.mjs', import.meta.url));

/**
 * Makes the Prisma client and the resolver types of one plugin's folder, where they are missing or stale.
 * @throws Error with the line that says what is wrong with its schemas.
 */
export function generatePlugin(folder: string): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, '--only', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...inheritedVariables(), NO_COLOR: '1' },
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`its code can't be generated: ${faultIn(output)}`)),
    );
  });
}

/** How the tools begin the line that matters, the most telling first. */
const TELLING = [/^error: /, /syntax error: /i, /^(?:\[FAILED\]|Failed) /, /^\w*Error: /];

/** The line that tells the fault: the tools draw frames around it and add where they were. */
function faultIn(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^[\s│✖❯└┌─]+/, '').trim());
  const told = lines.filter(
    (line) => line !== '' && !/^Error: .* (?:--config|--schema) /.test(line),
  );
  const fault = TELLING.map((form) => told.find((line) => form.test(line))).find(Boolean);
  return (fault ?? told[0] ?? 'no reason was given').slice(0, 300);
}
