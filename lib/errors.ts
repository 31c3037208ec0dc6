/** Known ways in which a query or a command ends. Everything else is a fault: logged with an id that the screen shows. */
export class AppError extends Error {
  override name = 'AppError'
  /** The clinic knows of what is dangerous in what was refused; its words begin the message. */
  heard = false
}

/** A refusal, once what is dangerous in it was heard: what is to be read first stands before the reason. */
export function heardBefore<E extends AppError>(error: E, words: string): E {
  error.message = `${words} ${error.message}`
  error.heard = true
  return error
}

/** What the actor may not see does not exist for them. */
export class NotFound extends AppError {
  override name = 'NotFound'
  readonly what: string
  constructor(what: string) {
    super(`${what} not found`)
    this.what = what
  }
}

/** The state changed meanwhile, or does not allow this. `message` is shown as it is. */
export class Conflict extends AppError {
  override name = 'Conflict'
}

/** A treatment that has ended takes nothing any more. */
export class Ended extends Conflict {
  override name = 'Ended'
}

/** Input that a schema cannot judge. Messages are shown at their fields. */
export class Invalid extends AppError {
  override name = 'Invalid'
  readonly fieldErrors: Record<string, string[]>
  constructor(fieldErrors: Record<string, string[]>, message = 'Please check the marked answers.') {
    super(message)
    this.fieldErrors = fieldErrors
  }
}

/** Nobody is signed in, or only half. */
export class Forbidden extends AppError {
  override name = 'Forbidden'
}

/** Nobody is signed in any more, or somebody else than who opened the page. What was typed can be saved after signing in. */
export class SignedOut extends Forbidden {
  override name = 'SignedOut'
}

export class TooManyRequests extends AppError {
  override name = 'TooManyRequests'
  /** Seconds until it is worth trying again. */
  readonly retryAfter: number
  constructor(retryAfter: number, message: string) {
    super(message)
    this.retryAfter = retryAfter
  }
}

/** The database did not say whether the write happened. Sending again is safe, because every write can be repeated. */
export class OutcomeUnknown extends AppError {
  override name = 'OutcomeUnknown'
  /** Next shows this instead of a number of its own: the code under which the loss is logged. */
  readonly digest: string
  constructor(code: string) {
    super('We do not know yet whether this was saved. Please send it again; it will count once.')
    this.digest = code
  }
}

/** A fault of ours, no known way: nothing was saved, but what is dangerous in the answers was heard. Logged by its cause. */
export class HeardFault extends Error {
  override name = 'HeardFault'
  /** What is to be read first. */
  readonly words: string
  constructor(words: string, cause: unknown) {
    super('heard, not saved', { cause })
    this.words = words
  }
}
