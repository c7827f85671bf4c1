import schema from './schema/schema.json' with { type: 'json' };

export type Shape = Readonly<Record<string, string>>;

const TYPES = schema.types as unknown as Readonly<Record<string, Shape | readonly string[]>>;
const METHODS = schema.methods as unknown as Readonly<Record<string, Shape>>;
const BY_LOWER_CASE = new Map(Object.keys(METHODS).map((name) => [name.toLowerCase(), name]));
const OTHERS = new Set(schema.others.map((name) => name.toLowerCase()));

/** Every kind of update there is, as `allowed_updates` names them. */
export const UPDATE_TYPES: readonly string[] = schema.updates;

/** Telegram has this method, the local server has not. */
export const ELSEWHERE = Symbol('elsewhere');

export type FoundMethod = string | typeof ELSEWHERE | undefined;

/** Method names are case-insensitive. */
export function findMethod(name: string): FoundMethod {
  const lower = name.toLowerCase();
  return BY_LOWER_CASE.get(lower) ?? (OTHERS.has(lower) ? ELSEWHERE : undefined);
}

/** A method's parameters with their types: `Type`, or `Type|Other`, with `!` where it is required. */
export const paramsOf = (method: string): Shape => METHODS[method] ?? {};

/** An object's fields in the same way; the members of a union; undefined for what is not looked into. */
export const shapeOf = (type: string): Shape | readonly string[] | undefined => TYPES[type];
