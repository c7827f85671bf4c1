import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors.ts';
import { sha256 } from './hash.ts';
import type { SourceFile } from './ingest.ts';
import type { Store } from './store.ts';

/** What the seeds folder asks of the corpus. */
export interface SeedChanges {
  readonly files: readonly SourceFile[];
  /** Ids of documents whose seed file is gone. */
  readonly gone: readonly { readonly id: number; readonly file: string }[];
}

/** Compares the seeds folder with the corpus by content. A document that an operator took out stays out. */
export function seedChanges(store: Store, seedsDir: string): SeedChanges {
  const stored = new Map(store.storedDocuments().map((document) => [document.file, document]));
  const present = new Set<string>();
  const files: SourceFile[] = [];
  for (const file of seedFiles(seedsDir)) {
    present.add(file);
    const known = stored.get(file);
    if (known?.withdrawnBy === 'operator' || known?.origin === 'added') continue;
    const bytes = readFileSync(join(seedsDir, file));
    if (known?.bytesHash !== sha256(bytes)) files.push({ file, bytes });
  }
  const gone = [...stored.values()].filter((d) => d.origin === 'seed' && d.bytesHash !== null && !present.has(d.file));
  return { files, gone };
}

function seedFiles(seedsDir: string): string[] {
  try {
    return readdirSync(seedsDir)
      .filter((file) => /\.(?:txt|md)$/i.test(file) && !file.startsWith('.'))
      .sort();
  } catch (error) {
    throw new InputError(
      `cannot read the seeds folder ${seedsDir} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); set SEEDS_DIR to a folder of .txt and .md files`,
      { cause: error },
    );
  }
}
