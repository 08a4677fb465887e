import type { SupervisorService } from '../models/supervisor-service.ts';
import type { Issue } from '../models/verdict.ts';

const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bsk-[A-Za-z0-9]{20,}\b|\bghp_[A-Za-z0-9]{36}\b|\bAIza[0-9A-Za-z_-]{35}\b|:\/\/[^\s:/@]+:[^\s:/@]+@/;
const INSTRUCTION =
  /\b(?:ignore (?:all |any )?(?:previous|prior) instructions|ignora (?:todas )?las instrucciones)\b/i;
const MANY_ASSUMPTIONS = 6;

/** The supervisor without a model: what gates do not look for, and a person should not have to. */
export const ruleSupervisor: SupervisorService = {
  name: { kind: 'RULES', model: null, isModel: false },
  review: async ({ candidate: { files, assumptions } }) => {
    const secret = files.find(({ content }) => SECRET.test(content));
    const steered = files.find(({ content }) => INSTRUCTION.test(content));
    const veto = secret
      ? `${secret.path} holds what looks like a secret.`
      : steered
        ? `${steered.path} holds instructions to a model.`
        : null;
    const issues: Issue[] =
      assumptions.length >= MANY_ASSUMPTIONS
        ? [
            {
              code: 'MANY_ASSUMPTIONS',
              severity: 'INFO',
              file: 'README.md',
              line: null,
              message: `${assumptions.length} things were assumed: read them before accepting.`,
              suggestion: 'Name the fields and their types in the request.',
            },
          ]
        : [];
    return { veto, summary: veto ?? 'The rules found nothing that stands against it.', issues };
  },
};
