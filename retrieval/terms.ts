import * as snowball from 'snowball-stemmers';
import { conceptOfWord, phraseConcepts } from './names.ts';
import type { Language, Span } from './types.ts';

/** A word of a text with its place; `word` is normalised, not stemmed. */
export interface Word extends Span {
  readonly word: string;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’ʼ՛՞՜]*[\p{L}\p{N}\p{M}])?/gu;

/** Words shorter than this have no skeleton: they would match by chance. */
const MIN_SKELETON = 4;
const SKELETON_LETTERS = 6;

/** The words of a text, normalised: NFKC, lower case, ё as е, Latin accents and marks inside words removed. */
export function words(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    word: normalise(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function normalise(word: string): string {
  const lower = word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’ʼ՛՞՜]/g, '')
    .replaceAll('ё', 'е');
  return /[\u00c0-\u024f]/.test(lower) ? lower.normalize('NFD').replace(/\p{M}/gu, '') : lower;
}

/**
 * The index terms of a text, the same for passages and questions: for each word its stem and its skeleton, and the
 * concepts (organisations, countries, months) that words and phrases name, whatever the language.
 */
export function terms(text: string, language: Language): string[] {
  const all = words(text);
  return [...all.flatMap(({ word }) => wordTerms(word, language)), ...phraseConcepts(all.map(({ word }) => word))];
}

/** Stem first, then concept and skeleton where there are any. */
function wordTerms(word: string, language: Language): readonly string[] {
  return remembered(termCache, `${language} ${word}`, () => freshTerms(word, language));
}

function freshTerms(word: string, language: Language): readonly string[] {
  const own = stem(word, language);
  const concept = conceptOfWord(word);
  const bones = skeleton(word);
  return [own, ...(concept ? [concept] : []), ...(bones ? [bones] : [])];
}

type Stemmer = { stem(word: string): string };
const stemmers = { en: 'english', ru: 'russian', hy: 'armenian' } as const;
const made = new Map<string, Stemmer>();
const stemCache = new Map<string, string>();
const termCache = new Map<string, readonly string[]>();

/** Words that are remembered; a corpus has few distinct ones and asks for each many times. */
const CACHE_SIZE = 100_000;

function remembered<T>(cache: Map<string, T>, key: string, make: () => T): T {
  let found = cache.get(key);
  if (found === undefined) {
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(key, (found = make()));
  }
  return found;
}

/**
 * The stem of a normalised word: Snowball for English, Russian and Armenian, endings cut by list for the languages
 * that Snowball does not have. A word in another script than its text's is stemmed by its own script.
 */
export function stem(word: string, language: Language): string {
  const spoken = scriptLanguage(word, language);
  return remembered(stemCache, `${spoken} ${word}`, () => freshStem(word, spoken));
}

function freshStem(word: string, language: Language): string {
  if (/\p{N}/u.test(word)) return word;
  if (language === 'en' || language === 'ru' || language === 'hy') return snowballStem(word, stemmers[language]);
  return withoutEndings(word, ENDINGS[language]);
}

function snowballStem(word: string, algorithm: string): string {
  const stemmer = made.get(algorithm) ?? snowball.newStemmer(algorithm);
  made.set(algorithm, stemmer);
  return stemmer.stem(word);
}

function scriptLanguage(word: string, language: Language): Language {
  if (/[a-z]/.test(word)) return 'en';
  if (/[\u0531-\u0587]/.test(word)) return 'hy';
  return language === 'en' || language === 'hy' ? 'ru' : language;
}

/** Endings of inflection, longest first; at most two are cut, and a stem of four letters stays. */
const ENDINGS: Readonly<Record<'be' | 'kk' | 'ky' | 'tg', RegExp>> = {
  be: /(?:аваннямі|ованне|аванне|аванні|аванняў|ннямі|ымі|імі|ага|яга|аму|яму|ыма|амі|ямі|асці|асць|ах|ях|аў|яў|оў|ёў|еў|ам|ям|ай|яй|ой|ей|ую|юю|ая|яя|ае|яе|ые|ія|ыя|ых|іх|ым|ім|ць|ца|лі|ла|ло|а|я|о|е|у|ю|ы|і|ь|й)$/u,
  kk: /(?:ларының|лерінің|дарының|дерінің|тарының|терінің|ларына|леріне|дарына|деріне|тарына|теріне|ларын|лерін|ларды|лерді|дарды|дерді|тарды|терді|лары|лері|дары|дері|тары|тері|лар|лер|дар|дер|тар|тер|ының|інің|сының|сінің|ның|нің|дың|дің|тың|тің|сына|сіне|ына|іне|ында|інде|сында|сінде|ынан|інен|сынан|сінен|нан|нен|дан|ден|тан|тен|мен|бен|пен|дағы|дегі|тағы|тегі|ндағы|ндегі|лық|лік|дық|дік|тық|тік|ның|ды|ді|ты|ті|ны|ні|ға|ге|қа|ке|на|не|да|де|та|те|сы|сі|ы|і)$/u,
  ky: /(?:ларынын|леринин|лорунун|дарынын|деринин|тарынын|теринин|ларына|лерине|ларын|лерин|ларды|лерди|лордун|лары|лери|лору|дары|дери|тары|тери|тору|лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр|ынын|инин|унун|үнүн|сынын|синин|нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|сына|сине|ына|ине|уна|үнө|ында|инде|унда|үндө|сында|синде|ынан|инен|унан|үнөн|нан|нен|дан|ден|дон|дөн|тан|тен|тон|төн|менен|дагы|деги|догу|дөгү|тагы|теги|лык|лик|лук|лүк|ды|ди|ду|дү|ты|ти|ту|тү|ны|ни|ну|нү|га|ге|го|гө|ка|ке|ко|кө|на|не|но|нө|да|де|до|дө|та|те|то|тө|сы|си|су|сү|ы|и|у|ү)$/u,
  tg: /(?:ҳояшонро|ҳоямон|ҳояшон|ҳояшро|ҳояш|ҳоеро|ҳоро|ҳое|ҳои|ҳо|гониро|гони|гон|онро|они|он|ияти|ият|ияш|ашро|ашон|амон|атон|аш|ам|ат|еро|иро|ро|ии|ию|ву|и|е|у|ю|ӣ)$/u,
};

const MIN_STEM = 4;

function withoutEndings(word: string, endings: RegExp): string {
  let cut = word;
  for (let i = 0; i < 2; i++) {
    const shorter = cut.replace(endings, '');
    if (shorter.length < MIN_STEM) break;
    cut = shorter;
  }
  return cut;
}

/**
 * What a name sounds like, whatever alphabet and spelling: `~` and the first letters of its transliteration without
 * what spellings differ in, so that Zhaparov, Japarov, Жапаров and Жапаровдун meet. Null for short words and numbers.
 */
export function skeleton(word: string): string | null {
  if (word.length < MIN_SKELETON || /\p{N}/u.test(word)) return null;
  const bones = transliterate(word)
    .replace(SPELLINGS, (group) => SOUND[group] ?? '')
    .replace(/(.)\1+/g, '$1');
  return bones.length < 3 ? null : `~${bones.slice(0, SKELETON_LETTERS)}`;
}

/** Latin letters for the Cyrillic ones of all six alphabets and for the Armenian ones. */
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ў: 'u',
  ә: 'a',
  ғ: 'g',
  қ: 'k',
  ң: 'n',
  ө: 'o',
  ұ: 'u',
  ү: 'u',
  һ: 'kh',
  ӣ: 'i',
  ӯ: 'u',
  ҳ: 'kh',
  ҷ: 'zh',
  ա: 'a',
  բ: 'b',
  գ: 'g',
  դ: 'd',
  ե: 'e',
  զ: 'z',
  է: 'e',
  ը: 'y',
  թ: 't',
  ժ: 'zh',
  ի: 'i',
  լ: 'l',
  խ: 'kh',
  ծ: 'ts',
  կ: 'k',
  հ: 'kh',
  ձ: 'z',
  ղ: 'g',
  ճ: 'ch',
  մ: 'm',
  յ: 'i',
  ն: 'n',
  շ: 'sh',
  ո: 'o',
  չ: 'ch',
  պ: 'p',
  ջ: 'zh',
  ռ: 'r',
  ս: 's',
  վ: 'v',
  տ: 't',
  ր: 'r',
  ց: 'ts',
  ւ: 'v',
  փ: 'p',
  ք: 'k',
  օ: 'o',
  ֆ: 'f',
  և: 'ev',
};

function transliterate(word: string): string {
  let out = '';
  for (const letter of word.replaceAll('ու', 'у')) out += LETTERS[letter] ?? letter;
  return out;
}

const SOUND: Readonly<Record<string, string>> = {
  shch: 's',
  sch: 's',
  sh: 's',
  zh: 'z',
  dj: 'z',
  dzh: 'z',
  kh: 'h',
  tch: 'c',
  ch: 'c',
  ts: 'c',
  tz: 'c',
  yu: 'u',
  ju: 'u',
  iu: 'u',
  ya: 'a',
  ja: 'za',
  ia: 'a',
  ye: 'e',
  ie: 'e',
  yo: 'e',
  io: 'e',
  ck: 'k',
  ph: 'f',
  th: 't',
  w: 'v',
  x: 'ks',
  q: 'k',
  j: 'z',
  y: 'i',
  ee: 'i',
  oo: 'u',
  ou: 'u',
};
const SPELLINGS = new RegExp(
  Object.keys(SOUND)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);
