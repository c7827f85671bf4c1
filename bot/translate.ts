import { CallError, type Failure } from './telegram.ts';

/** Runs a framework's call; what it throws becomes a `CallError` by way of the framework's own reading of it. */
export async function translated<T>(method: string, failureOf: (error: unknown) => Failure, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new CallError(method, failureOf(error));
  }
}
