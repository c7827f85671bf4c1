import { describe, expect, test } from 'vitest';
import { conceptOfWord, phraseConcepts } from '../../retrieval/names.ts';
import { skeleton, stem, terms, words } from '../../retrieval/terms.ts';

describe('terms', () => {
  test('are the same for all forms of a word', () => {
    expect(stem('председательства', 'ru')).toBe(stem('председательство', 'ru'));
    expect(stem('priorities', 'en')).toBe(stem('priority', 'en'));
    expect(stem('қауіпсіздігінің', 'kk').slice(0, 6)).toBe(stem('қауіпсіздік', 'kk').slice(0, 6));
    expect(stem('мемлекеттер', 'kk')).toBe(stem('мемлекеттердің', 'kk'));
  });

  test('ignore case, ё, accents, apostrophes and Armenian marks', () => {
    expect(words("Ёлка CAFÉ аб'яднаны որքա՞ն").map(({ word }) => word)).toEqual(['елка', 'cafe', 'абяднаны', 'որքան']);
  });

  test('name words by their place in the text', () => {
    const text = '  Совет, 23 ноября';
    for (const { start, end, word } of words(text)) expect(text.slice(start, end).toLowerCase()).toBe(word);
  });
});

describe('names across languages', () => {
  test.each([
    ['=csto', 'csto одкб адкб ұқшұ жккунун саад հապկ'],
    ['=sco', 'sco шос'],
    ['=cis', 'cis снг'],
    ['=un', 'un оон'],
    ['=KZ', 'kazakhstan казахстана қазақстанның казакстан'],
    ['=AM', 'armenia армении հայաստանի'],
    ['=RU', 'russia россии ресей'],
    ['=m07', 'july июля ліпеня шілде июль հուլիսի'],
  ])('%s', (concept, names) => {
    for (const name of names.split(' ')) expect([name, conceptOfWord(name)]).toEqual([name, concept]);
  });

  test('full names in any case form', () => {
    for (const name of [
      'Collective Security Treaty Organization',
      'Организации Договора о коллективной безопасности',
      'Арганізацыі Дагавора аб калектыўнай бяспецы',
      'Ұжымдық қауіпсіздік туралы шарт ұйымының',
    ])
      expect(phraseConcepts(words(name).map(({ word }) => word))).toEqual(['=csto']);
  });

  test('other words are not names', () => {
    for (const word of ['индивидуальный', 'армии', 'маршрут', 'роман', 'might', 'китель', 'unit', 'шоссе'])
      expect([word, conceptOfWord(word)]).toEqual([word, null]);
  });

  test('spellings of a name meet in its skeleton', () => {
    const same = (...names: string[]): void => expect(new Set(names.map(skeleton)).size).toBe(1);
    same('zhaparov', 'japarov', 'жапаров', 'жапаровдун');
    same('tokayev', 'tokaev', 'токаев', 'тоқаев');
    same('tasmagambetov', 'тасмагамбетов', 'տասմագամբետով');
    expect(terms('Жапаров', 'ru')).toContain(skeleton('japarov'));
  });
});
