import type { DocumentSummary } from '../../retrieval/mod.ts';
import type { Face } from '../action.ts';
import type { Desk } from '../desk.ts';
import { cutText } from '../message/cut.ts';
import { blockFace, textFace } from '../message/face.ts';
import type { Block } from '../message/fit.ts';
import { joined, marked, rich } from '../message/rich.ts';
import { oneLine } from '../message/shown.ts';
import { encodePress } from '../press.ts';
import { sizeInWords } from '../words/dates.ts';
import { datedLine, fileName, type Voice } from '../words/source-line.ts';
import { pager } from './pager.ts';

const PAGE = 8;
const MAX_TITLE = 100;

/** /sources: every document with its date and size, newest first, undated ones last. */
export function sources(desk: Desk, { page, voice }: { page: number; voice: Voice }): Face {
  const documents = [...desk.corpus.documents()].sort(newestFirst);
  if (documents.length === 0) return textFace(voice.say('covers-nothing'));
  const pages = Math.ceil(documents.length / PAGE);
  const shown = Math.min(page, pages - 1);
  const heading = { lead: marked(voice.say('sources-heading', { page: shown + 1, pages }), 'bold') };
  const entries = documents.slice(shown * PAGE, (shown + 1) * PAGE).map((document) => documentBlock(document, voice));
  const turn = (to: number): string => encodePress({ kind: 'sources', page: to });
  const nav = pager({ offset: shown, size: 1, more: shown + 1 < pages, turn, voice });
  return blockFace([heading, ...entries], nav.length > 0 ? [nav] : []);
}

function documentBlock(document: DocumentSummary, voice: Voice): Block {
  const title = marked(cutText(oneLine(document.title), MAX_TITLE), 'bold');
  const size = sizeInWords(document.bytes, voice.language);
  const count = voice.say('sources-passages', { count: document.passages });
  const facts = [fileName(document.file), datedLine(document.date, voice), size, count].join(' · ');
  return { lead: joined([title, rich(facts)], '\n') };
}

function newestFirst(a: DocumentSummary, b: DocumentSummary): number {
  const [dateA, dateB] = [a.date?.date ?? '', b.date?.date ?? ''];
  return dateA === dateB ? a.file.localeCompare(b.file) : dateB.localeCompare(dateA);
}
