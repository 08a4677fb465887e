import type { Judgement } from '../gates/judge.ts';
import type { Language } from '../models/generation-record.ts';
import type { Generated } from '../models/plugin-generator.ts';
import type { NotRunReason, TestOutcome } from '../models/test-sandbox.ts';

/** What the steps of a run say of their outcome, in the run's language. */
export type StepTexts = {
  readonly retrieved: (count: number) => string;
  readonly generated: (generated: Generated) => string | null;
  readonly judged: (judgement: Judgement) => string;
  readonly tested: (outcome: TestOutcome) => string;
  /** That tests were not run, and why. */
  readonly notRun: (reason: NotRunReason) => string;
};

const WORDS = {
  es: {
    passages: (count: number) => (count === 1 ? '1 pasaje' : `${count} pasajes`),
    files: (folder: string, count: number) => `${folder}: ${count} ficheros`,
    gates: (passed: number, all: number) => `${passed} de ${all} puertas superadas`,
    tests: (count: number) => `${count} pruebas superadas en el recinto aislado`,
    notRun: (why: string) => `Sus pruebas no se han ejecutado: ${why}.`,
    why: {
      BUBBLEWRAP_MISSING: 'bubblewrap no está instalado en esta máquina',
      SANDBOX_REFUSED: 'esta máquina no permite crear el recinto aislado',
      TOOLS_MISSING: 'falta lo que ejecuta las pruebas',
    },
  },
  en: {
    passages: (count: number) => (count === 1 ? '1 passage' : `${count} passages`),
    files: (folder: string, count: number) => `${folder}: ${count} files`,
    gates: (passed: number, all: number) => `${passed} of ${all} gates passed`,
    tests: (count: number) => `${count} tests passed in the sandbox`,
    notRun: (why: string) => `Its tests were not run: ${why}.`,
    why: {
      BUBBLEWRAP_MISSING: 'bubblewrap is not installed on this machine',
      SANDBOX_REFUSED: 'this machine allows no sandbox to be made',
      TOOLS_MISSING: 'what runs tests is missing',
    },
  },
} as const;

/** The texts for a run's language. */
export function stepTexts(language: Language): StepTexts {
  const words = WORDS[language];
  return {
    retrieved: words.passages,
    generated(generated) {
      if (generated.kind === 'REFUSED') return generated.reason;
      if (generated.kind === 'FAULTY') return generated.issues[0]?.message ?? null;
      return words.files(generated.candidate.folder, generated.candidate.files.length);
    },
    judged({ issues, checks }) {
      const passed = checks.filter(({ status }) => status === 'PASSED').length;
      const text = words.gates(passed, checks.length);
      return issues[0] ? `${text}: ${issues[0].message}` : text;
    },
    tested(outcome) {
      if (outcome.kind === 'PASSED') return words.tests(outcome.tests);
      return outcome.kind === 'FAILED' ? outcome.message : words.notRun(words.why[outcome.reason]);
    },
    notRun: (reason) => words.notRun(words.why[reason]),
  };
}
