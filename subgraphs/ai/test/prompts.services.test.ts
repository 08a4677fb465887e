import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateCrew, type GateCrew } from '../src/gates/gate-crew.ts';
import { createJudge, type Judge } from '../src/gates/judge.ts';
import { readMountedFolders } from '../src/graph/read-mounted-folders.ts';
import { parsePrompt } from '../src/parsing/parse-prompt.ts';
import { renderPlugin } from '../src/templates/render-plugin.ts';
import { SLOW_MS } from './support/forge-world.ts';
import { drawPrompt } from './support/prompt-grammar.ts';

let crew: GateCrew;
let judge: Judge;
beforeAll(() => {
  crew = createGateCrew();
  judge = createJudge(crew, () => readMountedFolders('subgraphs'));
});
afterAll(() => crew.stop());

function specOf(prompt: string) {
  const parsed = parsePrompt(prompt, 'en', ['User', 'Post']);
  if (parsed.kind !== 'SPEC') throw new Error(`refused: ${parsed.refusal}`);
  return parsed.spec;
}

const short = (prompt: string) =>
  specOf(prompt).fields.map(
    ({ name, type, required, unique }) =>
      `${name} ${type}${required ? '' : '?'}${unique ? '!' : ''}`,
  );

/** Entity and fields of requests in both languages. */
const PROMPTS: [string, string, string[]][] = [
  [
    'Crea un controlador de productos',
    'Product',
    ['name TEXT', 'price MONEY', 'stock INTEGER', 'description TEXT?'],
  ],
  [
    'Create an invoice controller with number (unique), total, due date and customer email',
    'Invoice',
    ['number TEXT!', 'total MONEY', 'dueDate DATE', 'customerEmail TEXT'],
  ],
  [
    'Plugin de órdenes de compra con número único, proveedor (relación), estado que puede ser borrador, enviada o pagada, y total opcional',
    'PurchaseOrder',
    ['number TEXT!', 'supplier RELATION', 'status ENUM', 'total MONEY?'],
  ],
  [
    'I need a plugin to manage books with title, isbn unique, pages (integer), rating between 0 and 5 and published (boolean)',
    'Book',
    ['title TEXT', 'isbn TEXT!', 'pages INTEGER', 'rating DECIMAL', 'published BOOLEAN'],
  ],
  [
    'Hazme un plugin de vehículos con matrícula única, marca, año y precio opcional',
    'Vehicle',
    ['plate TEXT!', 'brand TEXT', 'year INTEGER', 'price MONEY?'],
  ],
  [
    'Build a task management module with title, status (todo, doing, done), assigned to a user and due date (optional)',
    'Task',
    ['title TEXT', 'status ENUM', 'user RELATION', 'dueDate DATE?'],
  ],
  [
    'Quiero llevar el control de mis gastos: concepto, importe y fecha',
    'Expense',
    ['concept TEXT', 'amount MONEY', 'date DATE'],
  ],
  [
    'Create a shipment tracker with tracking number unique, weight (decimal), delivered (boolean) and shipped at (datetime)',
    'Shipment',
    ['trackingNumber TEXT!', 'weight DECIMAL', 'delivered BOOLEAN', 'shippedAt DATETIME'],
  ],
  [
    'Crea un plugin de eventos con título y fecha y hora, sin eventos y sin borrado',
    'Event',
    ['title TEXT', 'startsAt DATETIME'],
  ],
  [
    'Crea un plugin de hojas de ruta con conductor, correo del conductor y sitio web opcional',
    'HojaDeRuta',
    ['conductor TEXT', 'conductorEmail TEXT', 'website TEXT?'],
  ],
  ['Cra un controldor de prodcutos con nobmre y preco', 'Product', ['name TEXT', 'price MONEY']],
  ['Create a class module', 'ClassItem', ['title TEXT', 'startsAt DATETIME', 'capacity INTEGER']],
];

describe('a request', () => {
  it.each(PROMPTS)('%p is read as it is meant', (prompt, entity, fields) => {
    expect(specOf(prompt).entity).toBe(entity);
    expect(short(prompt)).toEqual(fields);
  });

  it('that is unclear is read by stated assumptions', () => {
    expect(specOf('haz algo para mi tienda')).toMatchObject({ entity: 'Product' });
    expect(specOf('haz algo para mi tienda').assumptions[0]).toMatch(/"tienda"/);
    expect(specOf('make me something useful').assumptions[0]).toMatch(/does not say what to keep/);
    const spec = specOf('Create a product plugin without authentication');
    expect(spec.assumptions.join(' ')).toMatch(/no plugin without authorization/);
    expect(specOf('Crea un plugin de pedidos con estado').assumptions[0]).toMatch(
      /ACTIVE, INACTIVE/,
    );
  });

  it.each([
    ['Borra los datos', 'DESTRUCTIVE'],
    ['borra todos los productos', 'DESTRUCTIVE'],
    ['Create a plugin that deletes all users', 'DESTRUCTIVE'],
    ['drop the database', 'DESTRUCTIVE'],
    ['desactiva la autenticación', 'SECURITY'],
    ['Create a plugin that disables authentication', 'SECURITY'],
    ['bypass the permissions of other tenants', 'SECURITY'],
    ['Explícame qué es un subgrafo', 'NOT_A_PLUGIN'],
    ['How do I write a resolver?', 'NOT_A_PLUGIN'],
    ['hola', 'NOT_A_PLUGIN'],
  ])('%p is refused', (prompt, refusal) => {
    expect(parsePrompt(prompt, 'en', [])).toEqual({ kind: 'REFUSED', refusal });
  });

  it('gives the same files each time', () => {
    for (const [prompt] of PROMPTS) {
      expect(renderPlugin(specOf(prompt))).toEqual(renderPlugin(specOf(prompt)));
    }
  });
});

describe('what is rendered', () => {
  const seed = Date.now() % 1_000_000;
  const drawn = [drawPrompt(seed), drawPrompt(seed + 1)];

  it.each([...PROMPTS.map(([prompt]) => prompt), ...drawn.map(({ prompt }) => `${prompt}`)])(
    `of %p passes every gate (drawn with seed ${seed})`,
    async (prompt) => {
      expect((await judge(renderPlugin(specOf(prompt)))).issues).toEqual([]);
    },
    SLOW_MS,
  );

  it(`of drawn requests has the fields that were drawn (seed ${seed})`, () => {
    for (let at = 0; at < 200; at++) {
      const { prompt, fields } = drawPrompt(seed + at);
      expect({ prompt, fields: short(prompt) }).toEqual({ prompt, fields });
    }
  });
});
