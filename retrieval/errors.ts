/** Somebody's input is at fault: the message says what, which value, and what to do next. Exit code 2. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
}

/** The data folder is being written by another process. */
export class CorpusBusyError extends InputError {
  override readonly name = 'CorpusBusyError';
}

/** An embedding model cannot be loaded: names it, the reason and the way out. */
export class ModelLoadError extends InputError {
  override readonly name = 'ModelLoadError';
}
