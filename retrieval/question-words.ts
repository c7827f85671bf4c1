import type { Language } from './types.ts';

/**
 * Words that make a question a question and say nothing of its subject, in normalised form (see terms.ts). Frequent
 * words of statements are left out by their rarity in general text, not by a list.
 */
const QUESTION_WORDS: Readonly<Record<Language, string>> = {
  en: `who whom whose what which when where why how is are was were be been do does did doing done can could would should will shall may might must
    have has had i you he she it we they me my your his her its our their them this that these those there here a an the of in on at to for from by with about
    into over as and or not no but if than then so also any some tell say know please hello hi thanks many much give show list name explain describe
    want need like just really actually exactly something anything somebody anyone kind sort thing things let us get got whats whos am hey ok youre great nice cool awesome bye goodbye morning evening welcome`,
  ru: `кто что какой какая какое какие каков какова каковы который которая которые которых кем чем кого чего кому чему ком чём чей чья чьи когда где куда откуда зачем почему как
    сколько ли же бы и а но или не ни да нет в во на с со к ко о об обо от до из у за по под над при для без про через между это этот эта эти этого этой этом того тот та те
    то там тут здесь есть был была было были будет будут быть мне меня мы нас вы вас вам ты тебя он она они его ее их им ему ей ними мой свой свои скажи скажите расскажи
    расскажите подскажите подскажи назови назовите перечисли перечислите пожалуйста можно можете нужно надо хочу знать знаете интересует привет здравствуйте спасибо пока доброе утро добрый день вечер так такое такой
    такие именно вообще ещё еще уже только чтобы если вот который кстати какие-то какого каких какую каким какими которого`,
  be: `хто што які якая якое якія якіх якім якой якую каго чаго каму чаму чым кім калі дзе куды адкуль навошта як колькі ці ж жа бы б і а але або не ні так у ў на з са да аб пра ад па за для без
    гэта гэты гэтая гэтыя таго той тая там тут ёсць быў была было былі будзе будуць мне мы вы ты ён яна яны яго яе іх скажыце раскажы назавіце калі ласка можна свой свае дзякуй прывітанне`,
  kk: `кім кімдер не нелер қандай қай қайсы қашан қайда қайдан неге неліктен неше қанша қалай кімнің ненің кімді нені кімге неге ма ме ба бе па пе мен және немесе емес жоқ бар болды болып болған болады
    бұл сол осы ол олар біз сіз сен үшін туралы жайлы бойынша кейін дейін айт айтыңызшы айтып беріңізші деген екен еді да де та те ғой бірге қандайда өз деп кезінде арқылы сәлем рахмет`,
  ky: `ким кимдер эмне эмнелер кандай кайсы качан кайда кайдан эмнеге эмне үчүн канча нече кантип кимдин эмненин кимди эмнени кимге бы би бу бү пы пи менен жана же эмес жок бар болду болуп болгон болот
    бул ошол ушул ал алар биз сиз сен үчүн тууралуу жөнүндө боюнча кийин чейин айтчы айтып бериңизчи деген экен эле да де та те го өз деп учурунда аркылуу салам рахмат`,
  tg: `кӣ ки киҳо чӣ чи чиҳо кадом кадомҳо кай куҷо аз барои чаро чанд чанто чанд чӣ тавр чӣ гуна оё ва ё на нест ҳаст аст буд буданд шуд шуданд мешавад мекунад кард карданд ин он онҳо мо шумо ту ман дар ба бо то оид
    дар бораи ҳақида ҳам ки агар пас баъд лутфан гӯед бигӯед гӯй салом худ ҳангоми раҳмат хайр`,
  hy: `ով ովքեր ինչ ինչեր ինչը որ որը որոնք որն որոնց երբ որտեղ ուր ինչու ինչպես քանի որքան ում ումից ինչի արդյոք և ու կամ բայց ոչ է են էր էին եղել եղավ լինի կլինի այս այդ այն նա նրանք մենք դուք դու ես համար մասին հետ մեջ վրա
    ըստ հետո մինչև ասա ասեք պատմեք խնդրում եմ բարև իր իրենց կա կան թե որպես ընթացքում միջոցով կողմից շնորհակալություն`,
};

const sets = new Map<Language, ReadonlySet<string>>();

/** True for words that a question is made of in its language, or in English or Russian, which all mix in. */
export function isQuestionWord(word: string, language: Language): boolean {
  return setOf(language).has(word) || (language === 'be' && setOf('ru').has(word));
}

function setOf(language: Language): ReadonlySet<string> {
  let set = sets.get(language);
  if (!set) sets.set(language, (set = new Set(QUESTION_WORDS[language].replaceAll('ё', 'е').split(/\s+/))));
  return set;
}

/** What kind of thing a question asks for, as far as its words tell. */
export type Asked = 'person' | 'time' | 'place' | 'number' | 'countries' | null;

const ASKED: readonly (readonly [Exclude<Asked, null>, RegExp])[] = [
  ['number', /\b(?:how many|how much|what number|number of)\b|(?<!\p{L})(?:сколько|каков[ао]? числ|колькі|қанша|неше|канча|нече|чанд|чандто|քանի|որքան)/iu],
  [
    'time',
    /\b(?:when|what (?:date|day|year|month|time)|which (?:date|day|year|month)|since when|until when|how long)\b|(?<!\p{L})(?:когда|како(?:го|й|м) (?:числа|год|дня|день|дат)|в каком (?:году|месяце)|с какого|до какого|калі|у якім годзе|қашан|қай (?:жыл|күн|ай)|качан|кайсы (?:жыл|күн)|кай(?=\s)|соли кадом|кадом сол|երբ|ո՞ր թվական|որ (?:թվական|օր|տարի))/iu,
  ],
  [
    'place',
    /\b(?:where|which (?:city|place|capital)|what (?:city|place)|in which (?:city|country))\b|(?<!\p{L})(?:где|куда|в каком городе|в какой стране|дзе|куды|у якім горадзе|қайда|қай қалада|кайда|кайсы шаарда|куҷо|дар кадом шаҳр|որտեղ|ո՞ր քաղաք|որ քաղաք|ուր(?!\p{L}))/iu,
  ],
  ['person', /\b(?:who|whom|whose)\b|(?<!\p{L})(?:кто|кого|кому|кем|чей|хто|каго|кім(?!\p{L})|кімдер|ким(?!\p{L})|кимдер|кӣ(?!\p{L})|киҳо|ով|ո՞վ|ովքեր|ում)/iu],
];

/** What a question asks for; null when its words do not say. */
export function askedFor(question: string): Asked {
  return ASKED.find(([, pattern]) => pattern.test(question.replace(/[՞՛՜]/g, '')))?.[0] ?? null;
}

const LISTS = [
  /\b(?:list|which (?:\p{L}+ ){0,3}?\p{L}+s\b|what (?:are|were|other) |what (?:\p{L}+ ){0,2}?(?:priorities|areas|topics|issues|documents|tasks|measures|steps|threats|countries|states|members|plans|directions|decisions|points|statements|goals)\b|who (?:all )?(?:attended|participated|took part|was present|were present|are the members)|participants|attendees|members of|member states|name (?:all|the))/iu,
  /(?<!\p{L})(?:каки[ехм]|перечисл|назовите|назови|кто (?:участвовал|присутствовал|принял участие|входит|был на)|участник|список|состав|чем занимал)/iu,
  /(?<!\p{L})(?:які[яхм]|пералічы|хто (?:удзельнічаў|прысутнічаў|уваходзіць)|удзельнік|қандай|қай (?:елдер|мемлекет)|кімдер|тізім|қатысушы|кандай|кайсы (?:өлкө|мамлекет)|кимдер|тизме|катышуучу|кадом(?:ҳо)?|чиҳо|киҳо|рӯйхат|иштирокчи|որոնք|ինչ(?:եր)|ովքեր|ցուցակ|մասնակից)/iu,
];

/** True when a question asks for several things rather than one. */
export function asksForList(question: string): boolean {
  const plain = question.replace(/[՞՛՜]/g, '');
  return LISTS.some((pattern) => pattern.test(plain));
}
