import { LANGUAGES, type Language } from '../../retrieval/mod.ts';
import type { Button, Face } from '../action.ts';
import { textFace } from '../message/face.ts';
import { encodePress } from '../press.ts';
import { LANGUAGE_NAMES } from '../words/language.ts';
import type { Voice } from '../words/source-line.ts';

const IN_ROW = 2;

/** /language: a button for each language, and one to follow what the reader writes. */
export function languageChoice({ language, say }: Voice): Face {
  const buttons = LANGUAGES.map((code) => button(LANGUAGE_NAMES[code], code));
  const pairs = Array.from({ length: Math.ceil(buttons.length / IN_ROW) }, (_, row) => buttons.slice(row * IN_ROW, (row + 1) * IN_ROW));
  const text = say('language-choose', { language: LANGUAGE_NAMES[language] });
  return textFace(text, [...pairs, [button(say('button-follow-me'), null)]]);
}

/** Said after a choice, in the language chosen. */
export function languageChosen({ say }: Voice, choice: Language | null): Face {
  return textFace(say(choice === null ? 'language-follow' : 'language-set'));
}

function button(label: string, language: Language | null): Button {
  return { label, press: encodePress({ kind: 'language', language }) };
}
