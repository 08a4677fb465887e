import { setTimeout as delay } from 'node:timers/promises';
import { ask, signIn } from '../../scripts/clone/graphql-client.ts';
import { type Quantiles, quantilesOf } from './quantiles.ts';

/** Milliseconds from sending a request until its plugin waits for a person: the first one, and those after it. */
export type RequestToReviewed = { readonly cold: number; readonly warm: Quantiles };

const REQUESTS = [
  'Crea un controlador de productos con nombre y precio',
  'Make a plugin for customers with name, email and phone',
  'Quiero gestionar facturas con número, importe y fecha de vencimiento',
  'A booking plugin: room, start date, end date, number of guests',
  'Tareas con título, descripción, prioridad y si está hecha',
  'Track vehicles with plate, model, mileage',
  'Un plugin de empleados con nombre, cargo y salario',
  'Events with title, place, starts at, capacity',
  'Inventario de libros con título, autor, ISBN y existencias',
  'Suppliers with name, website and rating',
  'Recetas con nombre, ingredientes y minutos',
];

const START =
  'mutation ($input: StartGenerationInput!) { startGeneration(input: $input) { generation { id } } }';
const STATUS = 'query ($id: ID!) { generation(id: $id) { status } }';
type Started = { readonly startGeneration: { readonly generation: { readonly id: string } } };
type Read = { readonly generation: { readonly status: string } };

/** Asks a running platform for eleven plugins, one after the other. Throws when one does not pass the gates. */
export async function measureRequestToReviewed(routerUrl: string): Promise<RequestToReviewed> {
  const editor = await signIn(routerUrl, 'editor@demo.test');
  const times: number[] = [];
  for (const prompt of REQUESTS) {
    const sent = performance.now();
    const { startGeneration } = await ask<Started>(routerUrl, editor, START, { input: { prompt } });
    const { id } = startGeneration.generation;
    const status = async () => {
      await delay(50);
      return (await ask<Read>(routerUrl, editor, STATUS, { id })).generation.status;
    };
    let now = await status();
    while (now === 'RUNNING') now = await status();
    if (now !== 'NEEDS_REVIEW') throw new Error(`${prompt}: ${now}`);
    times.push(performance.now() - sent);
  }
  const [cold = Number.NaN, ...warm] = times;
  return { cold: Math.round(cold), warm: quantilesOf(warm) };
}
