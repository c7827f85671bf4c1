import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEEP_ASKED_MS, type Asked, type Memory } from '../../bot/memory/memory.ts';
import { openMemory } from '../../bot/memory/sqlite.ts';

const ASKED: Asked = {
  kind: 'ask',
  question: 'who?',
  previous: null,
  language: 'en',
  personId: 7,
  questionMessageId: 10,
  chatId: -5,
  threadId: null,
  answerMessageId: 11,
  askedAt: 1000,
};

describe('memory', () => {
  let folder = '';
  let memory: Memory;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csto-memory-'));
    memory = openMemory(join(folder, 'deep', 'bot.sqlite'));
  });
  afterEach(() => {
    memory.close();
    rmSync(folder, { recursive: true });
  });

  it('remembers updates over a restart', () => {
    memory.markSeen(5, 1);
    memory.close();
    memory = openMemory(join(folder, 'deep', 'bot.sqlite'));
    expect(memory.wasSeen(5)).toBe(true);
    expect(memory.wasSeen(6)).toBe(false);
  });

  it('finds a question by its answer, by its message, by its place', () => {
    memory.remember(ASKED);
    memory.remember({ ...ASKED, threadId: 3, answerMessageId: 12, question: 'in a topic' });
    expect(memory.askedByAnswer(-5, 11)).toEqual(ASKED);
    expect(memory.askedByQuestion(-5, 10)?.question).toBeDefined();
    expect(memory.lastAsked({ chatId: -5, threadId: null }, 0)?.question).toBe('who?');
    expect(memory.lastAsked({ chatId: -5, threadId: 3 }, 0)?.question).toBe('in a topic');
    expect(memory.lastAsked({ chatId: -5, threadId: null }, 1001)).toBeNull();
  });

  it('forgets a person, a chat, and what is old', () => {
    memory.chooseLanguage(7, 'hy');
    memory.remember(ASKED);
    memory.remember({ ...ASKED, personId: 8, answerMessageId: 12 });
    memory.forgetPerson(7);
    expect(memory.language(7)).toBeNull();
    expect(memory.askedByAnswer(-5, 11)).toBeNull();
    expect(memory.askedByAnswer(-5, 12)).not.toBeNull();
    memory.prune(1000 + KEEP_ASKED_MS + 1);
    expect(memory.askedByAnswer(-5, 12)).toBeNull();
    memory.remember(ASKED);
    memory.forgetChat(-5);
    expect(memory.askedByAnswer(-5, 11)).toBeNull();
  });

  it("forgets what was another bot's, not what a reader chose", () => {
    memory.serve(1);
    memory.markSeen(5, 1);
    memory.remember(ASKED);
    memory.chooseLanguage(7, 'hy');
    memory.serve(1);
    expect(memory.wasSeen(5)).toBe(true);
    memory.serve(2);
    expect(memory.wasSeen(5)).toBe(false);
    expect(memory.askedByAnswer(-5, 11)).toBeNull();
    expect(memory.language(7)).toBe('hy');
  });

  it('moves a chat', () => {
    memory.remember(ASKED);
    memory.moveChat(-5, -1005);
    expect(memory.askedByAnswer(-1005, 11)?.question).toBe('who?');
  });

  it('keeps a choice of language, and takes it back', () => {
    memory.chooseLanguage(7, 'tg');
    expect(memory.language(7)).toBe('tg');
    memory.chooseLanguage(7, null);
    expect(memory.language(7)).toBeNull();
  });
});
