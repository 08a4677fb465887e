import { readPlatformEnv } from '../platform-env.ts';
import { type Finding, fail, ok, reasonOf, type Site } from './finding.ts';

/** Whether the variables can be read as they stand. */
export function checkEnvironment({ source }: Site): readonly Finding[] {
  try {
    const env = readPlatformEnv(source);
    const kind = env.NODE_ENV === 'production' ? 'production' : 'development';
    return [ok('environment', `valid, ${kind}`)];
  } catch (error) {
    const faults = reasonOf(error)
      .split('\n')
      .map((line) => line.trim());
    return [
      fail('environment', faults.join(' '), 'Set the variables as .env.example describes them.'),
    ];
  }
}
