import type { Language } from '../models/generation-record.ts';

/** One sentence in both languages. */
export type Said = Readonly<Record<Language, string>>;

/** What the parser assumes, in the words of whoever asked. */
export const SAID = {
  assumedFields: (names: string): Said => ({
    es: `La petición no dice qué campos: se han supuesto ${names}.`,
    en: `The request names no fields: ${names} were assumed.`,
  }),
  assumedEntity: (what: string, place: string): Said => ({
    es: place
      ? `La petición no dice qué guardar; de «${place}» se han supuesto ${what}.`
      : `La petición no dice qué guardar: se han supuesto ${what}.`,
    en: place
      ? `The request does not say what to keep; from "${place}", ${what} were assumed.`
      : `The request does not say what to keep: ${what} were assumed.`,
  }),
  readAs: (given: string, meant: string): Said => ({
    es: `«${given}» se ha leído como «${meant}».`,
    en: `"${given}" was read as "${meant}".`,
  }),
  money: (name: string): Said => ({
    es: `«${name}» es un importe decimal con su moneda, nunca un número de coma flotante.`,
    en: `"${name}" is a decimal amount with its currency, never a floating-point number.`,
  }),
  enumValues: (name: string, values: string): Said => ({
    es: `La petición no dice los valores de «${name}»: se han supuesto ${values}.`,
    en: `The request does not list the values of "${name}": ${values} were assumed.`,
  }),
  noSuchType: (name: string, type: string): Said => ({
    es: `«${name}» apunta a ${type}, que ningún plugin montado sirve todavía: sólo se responde su id.`,
    en: `"${name}" points to ${type}, which no mounted plugin serves yet: only its id is answered.`,
  }),
  relation: (name: string, type: string): Said => ({
    es: `«${name}» guarda el id de ${type}, que pertenece a otro plugin; no se comprueba que exista.`,
    en: `"${name}" keeps the id of a ${type}, which another plugin owns; that it exists is not checked.`,
  }),
  least: (name: string, min: number): Said => ({
    es: `«${name}» no puede ser menor que ${min}.`,
    en: `"${name}" may not be less than ${min}.`,
  }),
  unique: (name: string): Said => ({
    es: `«${name}» no se repite dentro de un inquilino.`,
    en: `"${name}" is unique within a tenant.`,
  }),
  kept: (name: string): Said => ({
    es: `«${name}» lo guarda la plataforma por sí misma y no se ha añadido.`,
    en: `"${name}" is kept by the platform itself and was not added.`,
  }),
  renamed: (from: string, to: string): Said => ({
    es: `«${from}» es un nombre reservado: se llama ${to}.`,
    en: `"${from}" is a reserved name: it is called ${to}.`,
  }),
  secured: (): Said => ({
    es: 'Todo campo sigue pidiendo un permiso: la plataforma no tiene plugins sin autorización.',
    en: 'Every field still needs a permission: the platform has no plugin without authorization.',
  }),
  tooMany: (most: number): Said => ({
    es: `Se han tomado los primeros ${most} campos.`,
    en: `The first ${most} fields were taken.`,
  }),
};

/** Why a request is refused, in both languages. */
export const REFUSALS = {
  DESTRUCTIVE: {
    es: 'Eso borra o destruye datos y no es un plugin: aquí sólo se generan plugins. Los datos se borran con las operaciones de su propio plugin y su permiso.',
    en: 'This deletes or destroys data and is not a plugin: only plugins are generated here. Data is deleted by the operations of its own plugin, with their permission.',
  },
  SECURITY: {
    es: 'Eso debilita la autenticación, los permisos o el aislamiento, y nunca se genera.',
    en: 'This weakens authentication, permissions or isolation, and is never generated.',
  },
  NOT_A_PLUGIN: {
    es: 'Eso no pide un plugin. Diga qué guardar, por ejemplo: «Crea un controlador de productos con nombre y precio». Para preguntas está el chat.',
    en: 'This does not ask for a plugin. Say what to keep, such as: "Create a product controller with name and price". For questions there is the chat.',
  },
} satisfies Record<string, Said>;

/** A kind of refusal. */
export type Refusal = keyof typeof REFUSALS;
