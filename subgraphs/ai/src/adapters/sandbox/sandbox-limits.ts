const MB = 1024 * 1024;

/** What a candidate's tests may use; a process is limited by the kernel, the whole by who watches it. */
export type SandboxLimits = {
  /** From the first instruction to the last; milliseconds. */
  readonly wallMs: number;
  /** Of all that is written to the output; bytes. */
  readonly outputBytes: number;
  /** Of all processes together; bytes. */
  readonly memoryBytes: number;
  /** Of one process; seconds. */
  readonly cpuSeconds: number;
  readonly processes: number;
  readonly openFiles: number;
  /** The largest file; PostgreSQL's logs are 16 MB each. */
  readonly fileBytes: number;
  /** What one process may write to in its own memory: V8 reserves far more than it uses. */
  readonly dataBytes: number;
  /** What one process may reserve: WebAssembly takes 10 GB of addresses for each memory. */
  readonly addressBytes: number;
  /** The temporary folder, which holds the database and lies in memory. */
  readonly temporaryBytes: number;
};

/** Several times what a plugin's tests need on two slow cores: some 5 s, 600 MB and 60 processes and threads. */
export const SANDBOX_LIMITS: SandboxLimits = {
  wallMs: 180_000,
  outputBytes: MB,
  memoryBytes: 3_072 * MB,
  cpuSeconds: 120,
  processes: 256,
  openFiles: 4_096,
  fileBytes: 256 * MB,
  dataBytes: 2_048 * MB,
  addressBytes: 65_536 * MB,
  temporaryBytes: 512 * MB,
};
