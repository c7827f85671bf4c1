import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { InputError, type Language } from '../../retrieval/mod.ts';
import { KEEP_ASKED_MS, KEEP_SEEN_MS, type Asked, type Memory } from './memory.ts';

/** Opens, or makes, the bot's own small database. The only file of the bot that knows SQLite. */
export function openMemory(file: string): Memory {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('busy_timeout = 5000');
  // Erased means erased: /forget leaves no traces in free pages.
  db.pragma('secure_delete = ON');
  migrate(db);
  return { ...updates(db), ...readers(db), ...questions(db), ...upkeep(db), ...notes(db), ...owner(db), close: () => void db.close() };
}

const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE seen (update_id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
  CREATE TABLE reader (person_id INTEGER PRIMARY KEY, language TEXT NOT NULL);
  CREATE TABLE asked (
    chat_id INTEGER NOT NULL,
    answer_message_id INTEGER NOT NULL,
    thread_id INTEGER,
    question_message_id INTEGER,
    person_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    question TEXT NOT NULL,
    previous TEXT,
    language TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, answer_message_id)
  ) WITHOUT ROWID;
  CREATE INDEX asked_by_question ON asked (chat_id, question_message_id);
  CREATE INDEX asked_by_time ON asked (asked_at);
  CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

function migrate(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === SCHEMA_VERSION) return;
  if (version > SCHEMA_VERSION) {
    db.close();
    throw new InputError(
      `${db.name} was written by a newer version of the bot (schema ${version}, this one knows ${SCHEMA_VERSION}): run that version, or set another folder, e.g. DATA_DIR=data-2`,
    );
  }
  db.transaction(() => {
    db.exec(SCHEMA);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}

function updates(db: Database.Database): Pick<Memory, 'wasSeen' | 'markSeen'> {
  const find = db.prepare<[number]>('SELECT 1 FROM seen WHERE update_id = ?');
  const add = db.prepare<[number, number]>('INSERT OR IGNORE INTO seen (update_id, at) VALUES (?, ?)');
  return {
    wasSeen: (updateId) => find.get(updateId) !== undefined,
    markSeen: (updateId, now) => void add.run(updateId, now),
  };
}

function readers(db: Database.Database): Pick<Memory, 'language' | 'chooseLanguage'> {
  const find = db.prepare<[number], { language: Language }>('SELECT language FROM reader WHERE person_id = ?');
  const set = db.prepare<[number, Language]>('INSERT OR REPLACE INTO reader (person_id, language) VALUES (?, ?)');
  const unset = db.prepare<[number]>('DELETE FROM reader WHERE person_id = ?');
  return {
    language: (personId) => find.get(personId)?.language ?? null,
    chooseLanguage: (personId, language) => void (language === null ? unset.run(personId) : set.run(personId, language)),
  };
}

type Questions = Pick<Memory, 'remember' | 'askedByAnswer' | 'askedByQuestion' | 'lastAsked'>;

const ASKED_COLUMNS = `chat_id AS chatId, answer_message_id AS answerMessageId, thread_id AS threadId,
  question_message_id AS questionMessageId, person_id AS personId, kind, question, previous, language, asked_at AS askedAt`;

function questions(db: Database.Database): Questions {
  const add = db.prepare<[Asked]>(`INSERT OR REPLACE INTO asked VALUES
    (@chatId, @answerMessageId, @threadId, @questionMessageId, @personId, @kind, @question, @previous, @language, @askedAt)`);
  const byAnswer = db.prepare<[number, number], Asked>(`SELECT ${ASKED_COLUMNS} FROM asked WHERE chat_id = ? AND answer_message_id = ?`);
  const byQuestion = db.prepare<[number, number], Asked>(`SELECT ${ASKED_COLUMNS} FROM asked WHERE chat_id = ? AND question_message_id = ?`);
  const last = db.prepare<[number, number | null, number], Asked>(
    `SELECT ${ASKED_COLUMNS} FROM asked WHERE chat_id = ? AND thread_id IS ? AND asked_at >= ? AND kind = 'ask'
     ORDER BY answer_message_id DESC LIMIT 1`,
  );
  return {
    remember: (asked) => void add.run(asked),
    askedByAnswer: (chatId, messageId) => byAnswer.get(chatId, messageId) ?? null,
    askedByQuestion: (chatId, messageId) => byQuestion.get(chatId, messageId) ?? null,
    lastAsked: ({ chatId, threadId }, since) => last.get(chatId, threadId, since) ?? null,
  };
}

function owner(db: Database.Database): Pick<Memory, 'serve'> {
  const { note, setNote } = notes(db);
  return {
    serve: db.transaction((botId: number) => {
      if (note('bot') === String(botId)) return;
      db.exec('DELETE FROM seen; DELETE FROM asked; DELETE FROM note');
      setNote('bot', String(botId));
    }),
  };
}

type Upkeep = Pick<Memory, 'moveChat' | 'forgetChat' | 'forgetPerson' | 'prune'>;

function upkeep(db: Database.Database): Upkeep {
  const move = db.prepare<[number, number]>('UPDATE OR REPLACE asked SET chat_id = ? WHERE chat_id = ?');
  const dropChat = db.prepare<[number]>('DELETE FROM asked WHERE chat_id = ?');
  const dropPerson = db.prepare<[number]>('DELETE FROM asked WHERE person_id = ?');
  const dropReader = db.prepare<[number]>('DELETE FROM reader WHERE person_id = ?');
  const dropSeen = db.prepare<[number]>('DELETE FROM seen WHERE at < ?');
  const dropAsked = db.prepare<[number]>('DELETE FROM asked WHERE asked_at < ?');
  return {
    moveChat: (fromChatId, toChatId) => void move.run(toChatId, fromChatId),
    forgetChat: (chatId) => void dropChat.run(chatId),
    forgetPerson: db.transaction((personId: number) => {
      dropPerson.run(personId);
      dropReader.run(personId);
    }),
    prune: db.transaction((now: number) => {
      dropSeen.run(now - KEEP_SEEN_MS);
      dropAsked.run(now - KEEP_ASKED_MS);
    }),
  };
}

function notes(db: Database.Database): Pick<Memory, 'note' | 'setNote'> {
  const find = db.prepare<[string], { value: string }>('SELECT value FROM note WHERE name = ?');
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)');
  return { note: (name) => find.get(name)?.value ?? null, setNote: (name, value) => void set.run(name, value) };
}
