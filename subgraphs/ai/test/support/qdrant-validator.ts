import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { QdrantDocument } from './qdrant-document.ts';

/** The committed document. */
export const qdrantDocument = QdrantDocument.parse(
  JSON.parse(readFileSync(new URL('../data/qdrant-1.18.json', import.meta.url), 'utf8')),
);

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isWhole = (value: number) => Number.isInteger(value) && value >= 0;
const isNumber = (value: number) => Number.isFinite(value);

const ajv = new Ajv({ strict: false, allErrors: false });
for (const format of ['uint', 'uint8', 'uint16', 'uint32', 'uint64']) {
  ajv.addFormat(format, { type: 'number', validate: isWhole });
}
for (const format of ['float', 'double', 'int32', 'int64']) {
  ajv.addFormat(format, { type: 'number', validate: isNumber });
}
ajv.addFormat('uuid', UUID);
ajv.addFormat('date-time', { validate: (text: string) => !Number.isNaN(Date.parse(text)) });
ajv.addFormat('date', { validate: (text: string) => !Number.isNaN(Date.parse(text)) });
ajv.addSchema({ $id: 'qdrant', schemas: qdrantDocument.schemas });

const compiled = new Map<unknown, ValidateFunction>();

/** What is wrong with a value by a schema of the document, or null. */
export function faultOf(schema: unknown, value: unknown): string | null {
  const validate = compiled.get(schema) ?? compile(schema);
  if (validate(value)) return null;
  const [fault] = validate.errors ?? [];
  return `${fault?.instancePath || '(root)'} ${fault?.message} ${JSON.stringify(fault?.params)}`;
}

function compile(schema: unknown): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/schemas/', '"qdrant#/schemas/');
  const validate = ajv.compile(JSON.parse(text));
  compiled.set(schema, validate);
  return validate;
}
