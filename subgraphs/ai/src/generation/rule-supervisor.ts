import type { SupervisorService } from '../models/supervisor-service.ts';
import type { Issue } from '../models/verdict.ts';

const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bsk-[A-Za-z0-9]{20,}\b|\bghp_[A-Za-z0-9]{36}\b|\bAIza[0-9A-Za-z_-]{35}\b|:\/\/[^\s:/@]+:[^\s:/@]+@/;
const INSTRUCTION =
  /\b(?:ignore (?:all |any )?(?:previous|prior) instructions|ignora (?:todas )?las instrucciones)\b/i;
const MANY_ASSUMPTIONS = 6;

const SAID = {
  es: {
    secret: (path: string) => `${path} contiene lo que parece un secreto.`,
    steered: (path: string) => `${path} contiene instrucciones para un modelo.`,
    assumed: (count: number) => `Se han supuesto ${count} cosas: léalas antes de aceptar.`,
    nameFields: 'Nombre en la petición los campos y sus tipos.',
    nothing: 'Las reglas no han encontrado nada en contra.',
  },
  en: {
    secret: (path: string) => `${path} holds what looks like a secret.`,
    steered: (path: string) => `${path} holds instructions to a model.`,
    assumed: (count: number) => `${count} things were assumed: read them before accepting.`,
    nameFields: 'Name the fields and their types in the request.',
    nothing: 'The rules found nothing that stands against it.',
  },
} as const;

/** The supervisor without a model: what gates do not look for, and a person should not have to. */
export const ruleSupervisor: SupervisorService = {
  name: { kind: 'RULES', model: null, isModel: false },
  review: async ({ language, candidate: { files, assumptions } }) => {
    const said = SAID[language];
    const secret = files.find(({ content }) => SECRET.test(content));
    const steered = files.find(({ content }) => INSTRUCTION.test(content));
    const veto = secret ? said.secret(secret.path) : steered ? said.steered(steered.path) : null;
    const issues: Issue[] =
      assumptions.length >= MANY_ASSUMPTIONS
        ? [
            {
              code: 'MANY_ASSUMPTIONS',
              severity: 'INFO',
              file: 'README.md',
              line: null,
              message: said.assumed(assumptions.length),
              suggestion: said.nameFields,
            },
          ]
        : [];
    return { veto, summary: veto ?? said.nothing, issues };
  },
};
