import type { Passage } from '../../retrieval/mod.ts';
import type { Action, Card } from '../action.ts';
import { answerTo, isQuestion } from '../ask/ask.ts';
import { voiceFor, type Desk } from '../desk.ts';
import type { InlineEvent } from '../event.ts';
import { citationCard, nothingCard, type CardView } from './card.ts';
import { decodeOffset, encodeOffset, stampOf } from './stamp.ts';

const PAGE = 10;
/** Nobody scrolls further. */
const MAX_CARDS = 50;
/**
 * How long Telegram may serve the same cards again, in seconds. Cards name the version they are of and their buttons
 * look the citation up anew, so an old one does no harm; the newest passages go stale sooner.
 */
const CACHE_S = 300;
const CACHE_NEWEST_S = 60;

/** Answers `@bot question` in any chat with cards to choose from. */
export async function answerInline(desk: Desk, event: InlineEvent): Promise<Action[]> {
  const stamp = stampOf(desk.corpus.coverage().version);
  const offset = decodeOffset(event.offset, stamp);
  const query = isQuestion(event.query) ? event.query.trim() : '';
  const speaker = voiceFor(desk, event.person);
  const view = { desk, voice: speaker, stamp };
  const page = offset === null ? NO_PAGE : query === '' ? await newest(view, offset) : await found(view, { event, query, offset });
  return [
    {
      kind: 'answerInline',
      queryId: event.queryId,
      cards: page.cards,
      cacheS: query === '' ? CACHE_NEWEST_S : CACHE_S,
      nextOffset: page.next === null ? '' : encodeOffset(stamp, page.next),
      button: { label: page.button ?? speaker.say('inline-private'), start: 'inline' },
    },
  ];
}

interface Page {
  readonly cards: readonly Card[];
  readonly next: number | null;
  readonly button?: string;
}

const NO_PAGE: Page = { cards: [], next: null };

async function newest(view: CardView, offset: number): Promise<Page> {
  const passages = await view.desk.corpus.latest({ limit: PAGE + 1, offset });
  const more = passages.length > PAGE && offset + PAGE < MAX_CARDS;
  return { cards: cardsOf(passages.slice(0, PAGE), view), next: more ? offset + PAGE : null };
}

/** The first page begins with the answer, if there is one; without one the rest are near topics, and say so. */
async function found(view: CardView, { event, query, offset }: { event: InlineEvent; query: string; offset: number }): Promise<Page> {
  const { desk } = view;
  const question = { text: query, person: event.person, previous: null, channel: 'inline' } as const;
  const answer = offset === 0 ? await answerTo(desk, question) : null;
  const spoken = answer === null ? view : { ...view, voice: voiceFor(desk, event.person, { written: answer.language }) };
  if (answer?.status === 'notFound')
    return nothing(
      spoken,
      answer.near.map((hit) => hit.passage),
    );
  const { hits } = await desk.corpus.search(query, { k: offset + PAGE + 1, now: new Date(desk.clock.now()) });
  const answered = (answer?.citations ?? []).map((citation) => citationCard(citation, spoken, spoken.voice.say('inline-answer')));
  const quoted = new Set(answer?.citations.map(({ passageId }) => passageId));
  const passages = hits.slice(offset, offset + PAGE).flatMap(({ passage }) => (quoted.has(passage.id) ? [] : [passage]));
  const more = hits.length > offset + PAGE && offset + PAGE < MAX_CARDS;
  return { cards: distinct([...answered, ...cardsOf(passages, spoken)]), next: more ? offset + PAGE : null };
}

function nothing(view: CardView, near: readonly Passage[]): Page {
  return { cards: [nothingCard(view.voice), ...cardsOf(near, view, view.voice.say('near-heading'))], next: null };
}

function cardsOf(passages: readonly Passage[], view: CardView, kind: string | null = null): Card[] {
  return distinct(
    passages.flatMap((passage) => {
      const cited = view.desk.corpus.cite(passage.id);
      return cited === null ? [] : [citationCard(cited, view, kind)];
    }),
  );
}

/** Telegram refuses a list that holds an id twice. */
function distinct(cards: readonly Card[]): Card[] {
  const ids = new Set<string>();
  return cards.filter(({ id }) => !ids.has(id) && ids.add(id));
}
