/** A request drawn from a grammar, with the fields it names. */
export type DrawnPrompt = { readonly prompt: string; readonly fields: readonly string[] };

const ES = {
  openings: [
    'Crea un controlador de',
    'Necesito un plugin de',
    'Genera un módulo para gestionar',
    'Hazme un CRUD de',
  ],
  nouns: [
    'proveedores',
    'empleados',
    'mascotas',
    'recetas',
    'contratos',
    'almacenes',
    'canciones',
    'jugadores',
  ],
  fields: [
    ['nombre', 'name TEXT'],
    ['código (único)', 'code TEXT!'],
    ['precio', 'price MONEY'],
    ['cantidad', 'quantity INTEGER'],
    ['peso opcional', 'weight DECIMAL?'],
    ['fecha de inicio', 'startDate DATE'],
    ['activo', 'active BOOLEAN'],
    ['prioridad (baja, media, alta)', 'priority ENUM'],
    ['correo', 'email TEXT'],
    ['aprobador (referencia a usuario)', 'aprobador RELATION'],
  ],
  with: 'con',
  and: 'y',
} as const;
const EN = {
  openings: [
    'Create a controller for',
    'I need a plugin for',
    'Build a module to manage',
    'Generate an API for',
  ],
  nouns: [
    'suppliers',
    'employees',
    'pets',
    'recipes',
    'contracts',
    'warehouses',
    'songs',
    'players',
  ],
  fields: [
    ['name', 'name TEXT'],
    ['code (unique)', 'code TEXT!'],
    ['price', 'price MONEY'],
    ['quantity', 'quantity INTEGER'],
    ['weight (optional)', 'weight DECIMAL?'],
    ['start date', 'startDate DATE'],
    ['active', 'active BOOLEAN'],
    ['priority one of low, medium or high', 'priority ENUM'],
    ['email', 'email TEXT'],
    ['approver (reference to user)', 'approver RELATION'],
  ],
  with: 'with',
  and: 'and',
} as const;

/** Draws a request; the same seed draws the same one (mulberry32). */
export function drawPrompt(seed: number): DrawnPrompt {
  const random = randomOf(seed);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const grammar = pick([ES, EN]);
  const left: (readonly [string, string])[] = [...grammar.fields];
  const count = 2 + Math.floor(random() * 5);
  const chosen = Array.from({ length: count }, () => {
    const [field] = left.splice(Math.floor(random() * left.length), 1);
    if (!field) throw new Error('no field is left');
    return field;
  });
  const words = chosen.map(([text]) => text);
  const list = `${words.slice(0, -1).join(', ')} ${grammar.and} ${words.at(-1)}`;
  const prompt = `${pick(grammar.openings)} ${pick(grammar.nouns)} ${grammar.with} ${list}`;
  return { prompt, fields: chosen.map(([, field]) => field) };
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
