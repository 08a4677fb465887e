import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  typeFromAST,
} from 'graphql';
import { valueAt } from './check-columns.ts';
import type { UiField, UiForm } from './plugin-ui.ts';
import type { ReadDocument } from './read-document.ts';

const TEXTS = ['String', 'ID'];
/** Types each input can fill; null: any scalar that no other input is for. */
const FILLED: Readonly<Record<UiField['input'], readonly string[] | null>> = {
  text: null,
  textarea: null,
  number: ['Int', 'Float'],
  decimal: ['Decimal', 'String'],
  money: ['Money'],
  date: ['Date', 'String'],
  dateTime: ['DateTime'],
  checkbox: ['Boolean'],
  select: TEXTS,
};
const NOT_TEXT = ['Int', 'Float', 'Boolean', 'Money', 'Date', 'DateTime', 'JSON'];

/** Checks a form's fields against the mutation's `$input`; `loaded` is what is edited, null when something new is made. */
export function checkFields(
  schema: GraphQLSchema,
  form: UiForm,
  mutation: ReadDocument,
  loaded: ReadDocument | null,
): readonly string[] {
  const input = inputOf(schema, mutation);
  if (!input) return ['$input must be of an input type'];
  const known = input.getFields();
  const named = form.fields.map(({ name }) => name);
  const given = loaded ? [...named, 'id'] : named;
  return [
    ...named
      .filter((name, at) => named.indexOf(name) < at)
      .map((name) => `the field ${name} is there twice`),
    ...form.fields.flatMap((field) => fieldFaults(field, known[field.name], input)),
    ...Object.values(known)
      .filter((field) => isRequiredInputField(field) && !given.includes(field.name))
      .map(({ name }) => `${input.name}.${name} is needed, and no field asks for it`),
    ...(loaded && !known.id ? [`${input.name} has no id: it can not edit`] : []),
    ...(loaded ? form.fields.flatMap((field) => loadFaults(field, loaded)) : []),
  ];
}

function inputOf(
  schema: GraphQLSchema,
  { operation }: ReadDocument,
): GraphQLInputObjectType | null {
  const variable = operation.variableDefinitions?.find(
    ({ variable: { name } }) => name.value === 'input',
  );
  const type = variable && getNullableType(typeFromAST(schema, variable.type));
  return isInputObjectType(type) ? type : null;
}

function fieldFaults(
  field: UiField,
  target: GraphQLInputField | undefined,
  input: GraphQLInputObjectType,
): readonly string[] {
  const { name, required } = field;
  if (!target) return [`${input.name} has no field ${name}`];
  const isAsked = required || field.input === 'checkbox';
  return [
    ...typeFaults(field, target),
    ...(isRequiredInputField(target) && !isAsked ? [`the field ${name} must be required`] : []),
  ];
}

function typeFaults(
  { name, input, values }: UiField,
  target: GraphQLInputField,
): readonly string[] {
  const type = getNamedType(target.type);
  const isFit = !isListType(getNullableType(target.type)) && fills(input, type);
  if (!isFit) return [`the field ${name} is of type ${target.type}, which ${input} can not fill`];
  if (!isEnumType(type)) return [];
  return values
    .filter(({ value }) => !type.getValue(value))
    .map(({ value }) => `${value} is not a value of ${type.name}`);
}

function fills(input: UiField['input'], type: GraphQLNamedType): boolean {
  if (isInputObjectType(type)) return false;
  if (isEnumType(type)) return input === 'select';
  return FILLED[input]?.includes(type.name) ?? !NOT_TEXT.includes(type.name);
}

function loadFaults({ name, path = name }: UiField, { root }: ReadDocument): readonly string[] {
  const value = valueAt(root, path);
  return typeof value === 'string' ? [`load: ${path} ${value}`] : [];
}
