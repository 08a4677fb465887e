/** Faults the server names, at the fields of a form they are about: `price.amount` is about `price`. */
export function sortFaults(
  named: Readonly<Record<string, string>>,
  fields: readonly { readonly name: string }[],
) {
  const known = new Set(fields.map(({ name }) => name));
  const faults = Object.entries(named).map(([path, fault]) => [rootOf(path), fault] as const);
  const atFields = faults.filter(([name]) => known.has(name));
  return {
    atFields: Object.fromEntries(atFields),
    /** Whether there is something that no field shows. */
    isWhole: atFields.length < faults.length || faults.length === 0,
  };
}

function rootOf(path: string): string {
  const [first = '', second] = path.split('.');
  return first === 'input' && second !== undefined ? second : first;
}
