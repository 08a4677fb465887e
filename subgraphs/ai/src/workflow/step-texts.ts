import type { Judgement } from '../gates/judge.ts';
import type { Language } from '../models/generation-record.ts';
import type { Generated } from '../models/plugin-generator.ts';

/** What the steps of a run say of their outcome, in the run's language. */
export type StepTexts = {
  readonly retrieved: (count: number) => string;
  readonly generated: (generated: Generated) => string | null;
  readonly judged: (judgement: Judgement) => string;
};

const WORDS = {
  es: {
    passages: (count: number) => (count === 1 ? '1 pasaje' : `${count} pasajes`),
    files: (folder: string, count: number) => `${folder}: ${count} ficheros`,
    gates: (passed: number, all: number) => `${passed} de ${all} puertas superadas`,
  },
  en: {
    passages: (count: number) => (count === 1 ? '1 passage' : `${count} passages`),
    files: (folder: string, count: number) => `${folder}: ${count} files`,
    gates: (passed: number, all: number) => `${passed} of ${all} gates passed`,
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
  };
}
