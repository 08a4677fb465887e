import { readFileSync } from 'node:fs';
import { HOUSE_RULES } from './check/house-rules.ts';
import { listFiles } from './check/list-files.ts';

const faults = listFiles('.').flatMap((file) => {
  const rules = HOUSE_RULES.filter((rule) => rule.appliesTo(file));
  if (rules.length === 0) return [];
  const source = readFileSync(file, 'utf8');
  return rules.flatMap((rule) =>
    rule.faults(source, file).map((line) => `${file}:${line}: ${rule.name}`),
  );
});
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
