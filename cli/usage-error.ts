/** Bad usage or bad input: one clear message for the person at the keyboard, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
