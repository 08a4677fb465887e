import { fold } from './fold.ts';
import type { Refusal } from './messages.ts';

/** Verbs that ask for something to be made. */
export const CREATE =
  /\b(?:crea(?:r|me|d|le)?|genera(?:r|me)?|haz(?:me)?|hacer|construye|construir|desarrolla(?:r)?|diseña(?:r)?|disena(?:r)?|implementa(?:r)?|escribe|añade|anade|agrega|prepara|monta|quiero|quisiera|necesito|necesitamos|queremos|dame|create|build|make|generate|scaffold|add|write|develop|design|implement|give me|set up|(?:i|we)(?: would|'d)? (?:want|need|like)|need|want)\b/;

const DESTROY =
  /\b(?:borra|borrar|borre|borren|elimina|eliminar|elimine|destruye|destruir|vacia|vaciar|purga|trunca|tira|delete|deletes|deleting|remove|erase|erases|wipe|wipes|drop|drops|truncate|truncates|destroy|destroys|purge|nuke)\b/;
const EVERYTHING =
  /\b(?:todo|todos|todas|all|every|everything|datos|data|base de datos|database|databases|tabla|tablas|table|tables|schema|usuarios|users|inquilinos?|tenants?|tablespace)\b/;
const WEAKEN =
  /\b(?:desactiva|desactivar|desactive|deshabilita|deshabilitar|apaga|quita|quitar|salta|saltarse|evita|evadir|burla|ignora|disable|disables|turn off|switch off|bypass|bypasses|skip|circumvent|remove|steal|roba|robar|exfiltra|hack|hackea|leak|dump)\b/;
const SAFETY =
  /\b(?:autenticacion|autorizacion|authentication|authorization|auth|login|permisos|permissions?|rbac|jwt|seguridad|security|row.level|rls|aislamiento|isolation|auditoria|audit|limites|limits|contrasenas?|passwords?|credenciales|credentials|tokens?|secretos?|secrets?|otros? inquilinos?|other tenants?)\b/;
const QUESTION =
  /^(?:¿|que |como |cual|cuando|donde|por que|quien|explica|explicame|dime|cuentame|what|how|why|when|where|who|which|explain|tell me|describe|is |are |does |can you explain)/;

/** Why a request is not one for a plugin, or null where it may be one. */
export function refuse(prompt: string): Refusal | null {
  const text = fold(prompt).trim();
  const asksToMake = CREATE.test(text);
  if (WEAKEN.test(text) && SAFETY.test(text)) return 'SECURITY';
  if (DESTROY.test(text) && EVERYTHING.test(text) && (!asksToMake || destroysAtOnce(text)))
    return 'DESTRUCTIVE';
  if (!asksToMake && startsByDestroying(text)) return 'DESTRUCTIVE';
  return QUESTION.test(text) ? 'NOT_A_PLUGIN' : null;
}

/** "A plugin that deletes all users" asks for a weapon; "products with name, without deleting" does not. */
function destroysAtOnce(text: string): boolean {
  const destroyer = new RegExp(
    `${DESTROY.source}\\\\s+(?:\\\\w+\\\\s+){0,3}?${EVERYTHING.source}`.replaceAll('\\\\', '\\'),
  );
  return destroyer.test(text);
}

function startsByDestroying(text: string): boolean {
  const at = text.search(DESTROY);
  return at >= 0 && at <= 15;
}
