import { monthOf } from './months.ts';
import { LANGUAGES } from './types.ts';

/**
 * Names that are the same thing in every language, as index terms that begin with `=`: organisations by their
 * acronyms and full names, countries by `Intl.DisplayNames`, months by `Intl.DateTimeFormat`.
 */

interface Organisation {
  readonly concept: string;
  /** Acronyms in the seven languages, lower case. */
  readonly acronyms: readonly string[];
  /** Full names as the beginnings of their words, in order. */
  readonly names: readonly string[];
}

const ORGANISATIONS: readonly Organisation[] = [
  {
    concept: '=csto',
    acronyms: ['csto', 'одкб', 'адкб', 'ұқшұ', 'ұқкұ', 'жккү', 'жкку', 'саад', 'смдк', 'հապկ', 'odkb', 'otsc'],
    names: [
      'collective security treaty organi',
      'организаци договор коллективн безопасност',
      'арганізацы дагавор калектыўн бяспе',
      'ұжымдық қауіпсіздік шарт ұйым',
      'жамааттык коопсуздук келишим уюм',
      'созмон аҳднома амният дастаҷамъ',
      'созмон паймон амният дастаҷамъ',
      'հավաքական անվտանգության պայմանագր կազմակերպությ',
    ],
  },
  {
    concept: '=sco',
    acronyms: ['sco', 'шос', 'шас', 'шыұ', 'шку', 'шкү', 'сҳш', 'шҳк', 'շհկ', 'shos'],
    names: [
      'shanghai cooperation organi',
      'шанхайск организаци сотрудничеств',
      'шанхайск арганізацы супрацоўніцтв',
      'шанхай ынтымақтастық ұйым',
      'шанхай кызматташ уюм',
      'созмон ҳамкори шанхай',
      'շանհայ համագործակցությ կազմակերպությ',
    ],
  },
  {
    concept: '=cis',
    acronyms: ['cis', 'снг', 'снд', 'тмд', 'кмш', 'иҳд', 'иду', 'ապհ', 'sng'],
    names: [
      'commonwealth independent states',
      'содружеств независим государств',
      'садружнасц незалежн дзяржаў',
      'тәуелсіз мемлекеттер достастығ',
      'көз карандысыз мамлекеттер',
      'иттиҳод давлат мустақил',
      'անկախ պետությունների համագործակցությ',
    ],
  },
  {
    concept: '=un',
    acronyms: ['un', 'оон', 'аан', 'бұұ', 'бұұ', 'бүү', 'смм', 'маъ', 'մակ', 'oon'],
    names: [
      'united nations',
      'организаци объединенн наци',
      'арганізацы абяднаных нацы',
      'біріккен ұлттар ұйым',
      'бириккен улуттар уюм',
      'созмон милал муттаҳид',
      'միավորված ազգերի կազմակերպությ',
    ],
  },
  { concept: '=nato', acronyms: ['nato', 'нато', 'նատօ', 'նատո'], names: ['north atlantic treaty'] },
  {
    concept: '=osce',
    acronyms: ['osce', 'обсе', 'абсе', 'еқыұ', 'екку', 'екқу', 'сҳае', 'եահկ'],
    names: ['organi security cooperation europe', 'организаци безопасност сотрудничеств европ'],
  },
  { concept: '=eaeu', acronyms: ['eaeu', 'eeu', 'еаэс', 'еаэб', 'еаэу', 'иои', 'եատմ'], names: ['eurasian economic union', 'евразийск экономическ союз'] },
  { concept: '=eu', acronyms: ['eu', 'ес', 'еа', 'եմ'], names: ['european union', 'европейск союз', 'еўрапейск саюз', 'еуропалық одақ'] },
];

/** Names and adjectives of countries that `Intl` does not give, by region code. */
const DEMONYMS: Readonly<Record<string, string>> = {
  AM: 'armenian armenia армянский армянин армения армянскі армян армениялық арманӣ арманистон հայկական հայաստան հայ',
  BY: 'belarusian belarus belorussian белорусский беларусь белоруссия беларускі беларус белорус беларусия белоруссияи բելառուս բելառուսական',
  KZ: 'kazakhstani kazakh kazakhstan казахстанский казахский казахстан казахстанскі казахскі қазақстандық қазақ қазақстан казак қазоқистон қазоқ ղազախստան ղազախական',
  KG: 'kyrgyzstani kyrgyz kyrgyzstan kirghiz kirgizia кыргызстанский кыргызский киргизский кыргызстан киргизия кыргызскі кіргізскі кыргыз қырғызстан қырғыз қирғизистон қирғиз ղրղզստան ղրղզական',
  RU: 'russian russia русский российский россия расійскі расія рускі ресейлік ресей орус россиялык русия русӣ россияи ռուսաստան ռուսական ռուս рф rf',
  TJ: 'tajik tajikistan tajikistani таджикский таджикистан таджыкскі таджыкістан тәжік тәжікстан тажик тажикстан тоҷик тоҷикистон տաջիկ տաջիկստան',
  UZ: 'uzbek uzbekistan узбекский узбекистан узбекістан өзбек өзбекстан ӯзбек ӯзбекистон ուզբեկ ուզբեկստան',
  AF: 'afghan afghanistan афганский афганистан афганскі аўганскі ауған ауғанстан афган ооган афғон афғонистон աֆղան աֆղանստան',
  IN: 'indian india индийский индия індыйскі індыя үнді үндістан инди индиялык ҳинд ҳиндустон հնդիկ հնդկաստան',
  CN: 'chinese china китайский китай кітайскі кітай қытай кытай чин хитой չինաստան չինական',
};

/** Cities of the region whose names differ more between languages than a skeleton bridges. */
const CITIES: Readonly<Record<string, string>> = {
  '=yerevan': 'yerevan ереван ерэван երևան երեւան',
  '=minsk': 'minsk минск мінск մինսկ',
  '=dushanbe': 'dushanbe душанбе душанбэ դուշանբե',
  '=bishkek': 'bishkek бишкек бішкек բիշքեկ',
  '=moscow': 'moscow москва масква мәскеу москова маскав մոսկվա',
  '=astana': 'astana астана остона աստանա',
};

const SUFFIX_LETTERS = 6;
let byStart: ReadonlyMap<string, string> | undefined;

/** The concept that a normalised word names in any of its case forms: `=csto`, `=KZ`, `=m07`; null when none. */
export function conceptOfWord(word: string): string | null {
  if (/\p{N}/u.test(word)) return null;
  const known = (byStart ??= wordConcepts());
  const exact = known.get(word);
  if (exact !== undefined) return exact;
  for (let length = word.length - 1; length >= Math.max(4, word.length - SUFFIX_LETTERS); length--) {
    const concept = known.get(word.slice(0, length));
    if (concept !== undefined && inflects(word, length)) return concept;
  }
  const month = monthOf(word);
  return month === null ? null : `=m${String(month).padStart(2, '0')}`;
}

/** What follows a name must look like an ending, not like another word: short names take short endings. */
function inflects(word: string, nameLength: number): boolean {
  return word.length - nameLength <= Math.max(2, nameLength - 1);
}

function wordConcepts(): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const add = (name: string, concept: string): void => void (map.has(name) || map.set(name, concept));
  for (const { concept, acronyms } of ORGANISATIONS) for (const acronym of acronyms) add(acronym, concept);
  for (const [code, names] of Object.entries(DEMONYMS)) for (const name of names.split(' ')) for (const form of forms(name)) add(form, `=${code}`);
  for (const [concept, names] of Object.entries(CITIES)) for (const name of names.split(' ')) for (const form of forms(name)) add(form, concept);
  for (const [name, code] of countryNames()) for (const form of forms(name)) add(form, `=${code}`);
  return map;
}

/** A name and the beginning that its case forms share: without the ending of an adjective or the last vowel. */
function forms(name: string): string[] {
  const cut = name.replace(/(?:ский|скі|ия|ія|[аяыиіьӣ])$/u, '');
  return cut.length >= 4 ? [name, cut] : [name];
}

/** One-word country names in the seven languages with their region codes. */
function* countryNames(): Generator<[string, string]> {
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of regionCodes()) {
      const name = names.of(code)?.toLowerCase().replaceAll('ё', 'е');
      if (name && /^\p{L}{4,}$/u.test(name)) yield [name, code];
    }
  }
}

/** All two-letter region codes; those that are no region have no display name. */
function* regionCodes(): Generator<string> {
  for (let a = 65; a <= 90; a++) for (let b = 65; b <= 90; b++) yield String.fromCharCode(a, b);
}

interface Phrase {
  readonly concept: string;
  readonly starts: readonly string[];
}

let phrases: readonly Phrase[] | undefined;

/** Words that may stand between the words of a full name. */
const MAX_GAP = 2;

/** The concepts whose full names stand among consecutive words (a few small words between them allowed). */
export function phraseConcepts(words: readonly string[]): string[] {
  phrases ??= ORGANISATIONS.flatMap(({ concept, names }) => names.map((name) => ({ concept, starts: name.split(' ') })));
  const found = new Set<string>();
  for (let i = 0; i < words.length; i++)
    for (const phrase of phrases) if (words[i]!.startsWith(phrase.starts[0]!) && matchesFrom(words, i, phrase.starts)) found.add(phrase.concept);
  return [...found];
}

function matchesFrom(words: readonly string[], from: number, starts: readonly string[]): boolean {
  let at = from;
  for (const start of starts.slice(1)) {
    const next = words.slice(at + 1, at + 2 + MAX_GAP).findIndex((word) => word.startsWith(start));
    if (next < 0) return false;
    at += 1 + next;
  }
  return true;
}
