import type { MethodContext } from './context.ts';
import { answerMethods } from './answers.ts';
import { chatMethods } from './chats.ts';
import { editMethods } from './edit.ts';
import { profileMethods } from './profile.ts';
import { sendMethods } from './send.ts';
import { updateMethods } from './updates.ts';

const METHODS = { ...updateMethods, ...sendMethods, ...editMethods, ...answerMethods, ...profileMethods, ...chatMethods };

/** The method's handler. Its parameters have been brought to their types, which the compiler cannot see. */
export function handlerOf(method: string): ((context: MethodContext, params: Readonly<Record<string, unknown>>) => unknown) | undefined {
  return (METHODS as Readonly<Record<string, unknown>>)[method] as ReturnType<typeof handlerOf>;
}
