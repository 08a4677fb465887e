import type { ModelFailure } from '../models/model-service.ts';
import { detectLanguage } from './detect-language.ts';

type Texts = {
  readonly failures: Readonly<Record<ModelFailure | 'INTERNAL', string>>;
  readonly invented: (count: number) => string;
};

const TEXTS: Readonly<Record<'en' | 'es', Texts>> = {
  en: {
    failures: {
      UNREACHABLE: 'The model could not be reached, or its answer was cut off. Try again.',
      TIMEOUT: 'The model did not answer in time. Try again, or with a shorter question.',
      RATE_LIMITED: "The model's provider asks to wait. Try again in a minute.",
      UNAUTHORIZED: 'The model refused our key. Whoever runs the platform has to mend it.',
      INVALID_ANSWER: 'The model answered something that makes no sense. Try again.',
      CANCELLED: 'The answer was interrupted. Ask again.',
      INTERNAL: 'The answer failed. Ask again; the log has the reason.',
    },
    invented: (count) =>
      count === 1
        ? '(One citation was removed: there is no such passage.)'
        : `(${count} citations were removed: there are no such passages.)`,
  },
  es: {
    failures: {
      UNREACHABLE: 'No se pudo llegar al modelo, o su respuesta se cortó. Inténtalo otra vez.',
      TIMEOUT: 'El modelo no respondió a tiempo. Inténtalo otra vez, o con una pregunta más corta.',
      RATE_LIMITED: 'El proveedor del modelo pide esperar. Inténtalo dentro de un minuto.',
      UNAUTHORIZED:
        'El modelo rechazó nuestra clave. Tiene que arreglarlo quien lleva la plataforma.',
      INVALID_ANSWER: 'El modelo respondió algo sin sentido. Inténtalo otra vez.',
      CANCELLED: 'La respuesta se interrumpió. Pregunta otra vez.',
      INTERNAL: 'La respuesta falló. Pregunta otra vez; el registro tiene el motivo.',
    },
    invented: (count) =>
      count === 1
        ? '(Se quitó una cita: no existe ese pasaje.)'
        : `(Se quitaron ${count} citas: no existen esos pasajes.)`,
  },
};

/** What the platform itself says within an answer, in the language of the question. */
export function answerTexts(question: string): Texts {
  return TEXTS[detectLanguage(question)];
}
