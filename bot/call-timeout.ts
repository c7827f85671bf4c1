/**
 * Runs a call that is aborted after a while. Not `AbortSignal.timeout`, whose timer outlives the call: at a thousand
 * calls a second that is tens of thousands of timers.
 */
export async function withTimeout<T>(timeoutS: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutS * 1000);
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
