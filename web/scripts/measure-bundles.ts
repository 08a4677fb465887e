/** One chunk of Vite's manifest. */
export type ManifestChunk = {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
};

/** Vite's `manifest.json`: chunks by their source or by `_name`. */
export type Manifest = Readonly<Record<string, ManifestChunk>>;

/** A part of the client with a limit on the script it loads; `after` is what has been loaded by then. */
export type Budget = {
  readonly name: string;
  readonly chunks: readonly string[];
  readonly after?: readonly string[];
  /** Bytes, gzip. */
  readonly limit: number;
};

/** How a budget is kept. */
export type Measure = {
  readonly name: string;
  readonly bytes: number;
  readonly limit: number;
  readonly isKept: boolean;
};

/** The script files that loading these chunks loads, their static imports included. Throws when one is unknown. */
export function filesOf(manifest: Manifest, chunks: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    const chunk = manifest[name];
    if (!chunk) throw new Error(`Vite's manifest has no chunk ${name}.`);
    seen.add(name);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const chunk of chunks) visit(chunk);
  const files = [...seen].map((name) => manifest[name]?.file ?? '');
  return new Set(files.filter((file) => file.endsWith('.js')));
}

/** Adds up each budget's script, without what was loaded before; `sizeOf` answers a file's size in bytes, gzip. */
export function measureBundles(
  manifest: Manifest,
  budgets: readonly Budget[],
  sizeOf: (file: string) => number,
): readonly Measure[] {
  return budgets.map(({ name, chunks, after = [], limit }) => {
    const before = filesOf(manifest, after);
    const files = [...filesOf(manifest, chunks)].filter((file) => !before.has(file));
    const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
    return { name, bytes, limit, isKept: bytes <= limit };
  });
}

const KB = 1_000;
const ENTRY = 'index.html';
const LANGUAGE = 'src/i18n/es.ts';
const SHELL = [
  'src/app/shell/Shell.tsx',
  'src/connection/resuming-socket.ts',
  'src/i18n/features-es.ts',
];

const isHeaderPart = (name: string) => /src\/features\/\w+\/header\/\w+\.tsx$/.test(name);

/**
 * The client's budgets: each page through which one comes in, the shell with what features put into its header, and each feature's pages, widgets and late links;
 * the playground alone has none.
 */
export function clientBudgets(manifest: Manifest): readonly Budget[] {
  const doors = Object.keys(manifest).filter((name) => /features\/auth\/pages\//.test(name));
  const shell = [ENTRY, LANGUAGE, ...SHELL, ...Object.keys(manifest).filter(isHeaderPart)];
  const routes = Object.keys(manifest).filter(
    (name) =>
      /src\/features\/\w+\/(pages|widgets|navigation)\/\w+\.tsx$/.test(name) &&
      !/\/(auth|playground)\//.test(name),
  );
  return [
    ...doors.map((name) => ({
      name: name.endsWith('/SignInPage.tsx') ? 'sign-in' : name,
      chunks: [ENTRY, LANGUAGE, name],
      limit: 150 * KB,
    })),
    { name: 'signed-in shell', chunks: shell, limit: 280 * KB },
    ...routes.map((name) => ({
      name,
      chunks: [name],
      after: shell,
      limit: 60 * KB,
    })),
  ];
}
