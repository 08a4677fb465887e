/** One instruction: its name in capitals, and what follows. */
export type Instruction = { readonly name: string; readonly rest: string };

/** A stage: what it stands on, and its instructions in order. */
export type Stage = {
  readonly from: string;
  readonly alias: string | null;
  readonly instructions: readonly Instruction[];
};

/** The stages of a Dockerfile; throws an Error when it begins with something else than FROM. */
export function parseDockerfile(text: string): readonly Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const stages: { from: string; alias: string | null; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name.toUpperCase() === 'FROM') {
      const [, from = '', alias] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      stages.push({ from, alias: alias ?? null, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${line} stands before any FROM.`);
      stage.instructions.push({ name: name.toUpperCase(), rest });
    }
  }
  return stages;
}

/** What the last of a kind of instruction says, such as EXPOSE; null when there is none. */
export function lastOf(stage: Stage, name: string): string | null {
  return stage.instructions.findLast((one) => one.name === name)?.rest ?? null;
}
