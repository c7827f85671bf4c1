import { cutText } from '../message/cut.ts';

/** Longer questions stand on their own, whatever they begin with. */
const MAX_WORDS = 8;
const MAX_BARE_WORDS = 3;

/** Words that join a question to the one before it, at its beginning, in the seven languages. */
const JOINING = new Set('and but or so then а и но или тогда і й але ды ал және бірақ жана бирок ва аммо лекин իսկ և եւ ու բայց'.split(' '));

/** Words that stand for something named before. */
const POINTING = new Set(
  [
    'he him his she her hers they them their it its this that these those there then',
    'он она они его него её ее неё нее ему нему ей им ним их них это этого этом том там тогда тот',
    'ён яна яны яго яе іх ім гэта гэтага гэтым там тады',
    'ол олар оның оны оған олардың бұл мұны сол сонда',
    'алар анын аны ага алардын бул ошол анда',
    'ӯ вай онҳо ин он вайро онро инро онҷо',
    'նա նրա նրան նրանք նրանց դա դրա այն այնտեղ սա դրանք',
  ]
    .join(' ')
    .split(' '),
);

/** True for a short question that cannot be read alone: "and in 2021?", "а кто был до него?", "2021?". */
export function isElliptic(question: string): boolean {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > MAX_WORDS) return false;
  if (JOINING.has(words[0] ?? '')) return true;
  if (words.length <= MAX_BARE_WORDS && words.some((word) => /^(?:19|20)\d\d/u.test(word))) return true;
  return words.some((word) => POINTING.has(word));
}

/** At most this much of what was asked before is carried on, in UTF-16 units. */
const MAX_PREVIOUS = 500;

/** What a follow-up to a question is read with: the question and what that was itself read with. */
export function chained({ question, previous }: { question: string; previous: string | null }): string {
  const both = previous === null ? question : `${previous} ${question}`;
  return both.length <= MAX_PREVIOUS ? both : cutText(question, MAX_PREVIOUS);
}
