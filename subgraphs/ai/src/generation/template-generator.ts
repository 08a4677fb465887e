import type { PluginGenerator } from '../models/plugin-generator.ts';
import { REFUSALS } from '../parsing/messages.ts';
import { parsePrompt } from '../parsing/parse-prompt.ts';
import { renderPlugin } from '../templates/render-plugin.ts';

/** The built-in generator: a parser and templates, no model. The same request gives the same plugin. */
export const templateGenerator: PluginGenerator = {
  name: { kind: 'TEMPLATE', model: null, isModel: false },
  canRepair: false,
  generate: async ({ prompt, language, knownTypes }) => {
    const parsed = parsePrompt(prompt, language, knownTypes);
    if (parsed.kind === 'REFUSED') {
      return { kind: 'REFUSED', reason: REFUSALS[parsed.refusal][language] };
    }
    const { spec } = parsed;
    const answer = JSON.stringify(spec);
    return { kind: 'CANDIDATE', candidate: renderPlugin(spec), spec, answer, usage: null };
  },
};
