export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** The files of this world, by id and by the path under which a bot downloads them. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  add(file: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }): StoredFile {
    const number = this.#files.size + 1;
    const extension = /\.[a-z0-9]{1,8}$/i.exec(file.name)?.[0] ?? '';
    const stored = {
      ...file,
      id: `BQACAgIAAxkBAAI${String(number).padStart(8, '0')}`,
      uniqueId: `AgAD${String(number).padStart(8, '0')}`,
      path: `documents/file_${number}${extension}`,
    };
    this.#files.set(stored.id, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  byId(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}

/** As a message shows it. */
export const asDocument = (file: StoredFile): { file_id: string; file_unique_id: string; file_name: string; mime_type: string; file_size: number } => ({
  file_id: file.id,
  file_unique_id: file.uniqueId,
  file_name: file.name,
  mime_type: file.mime,
  file_size: file.bytes.length,
});
