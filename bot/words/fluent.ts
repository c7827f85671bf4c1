import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { LANGUAGES, type Language } from '../../retrieval/mod.ts';
import type { Say, Words } from './words.ts';

/** Reads the seven `.ftl` files beside this one. The only file that knows Fluent. */
export function loadWords(): Words {
  return Object.fromEntries(LANGUAGES.map((language) => [language, speaker(language)])) as Record<Language, Say>;
}

/** The keys of one language, for the test that none is missing anywhere. */
export function keysOf(language: Language): readonly string[] {
  return [...resource(language).body.map((entry) => entry.id)].sort();
}

function speaker(language: Language): Say {
  // No isolation marks around values: they are invisible characters that readers would copy with a citation.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const faults = bundle.addResource(resource(language));
  if (faults.length > 0) throw new Error(`${language}.ftl cannot be read`, { cause: faults[0] });
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern === undefined || pattern === null) throw new Error(`${language}.ftl has no message "${key}"`);
    return bundle.formatPattern(pattern, args);
  };
}

function resource(language: Language): FluentResource {
  return new FluentResource(readFileSync(new URL(`${language}.ftl`, import.meta.url), 'utf8'));
}
