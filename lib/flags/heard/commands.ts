import 'server-only'
import { AppError, Conflict, HeardFault, heardBefore, Invalid, NotFound } from '#lib/errors.ts'
import { reportFault } from '#lib/log.ts'

/**
 * `save`; when a fault undoes it, `hear` raises what is dangerous in its answers in a transaction of its own: where the
 * factors, the alerts or the advice of a case fail they fail with every save, and what she tells of must not go with them.
 * `hear` returns the words that stand before the fault, null without any, and asks again who is asking: what the database
 * refuses to a part of a save comes as NotFound, too. The fault is thrown on, whatever becomes of the hearing.
 */
export async function heardAllTheSame<T>(
  save: () => Promise<T>,
  hear: () => Promise<string | null>,
): Promise<T> {
  try {
    return await save()
  } catch (fault) {
    if (fault instanceof AppError && !(fault instanceof NotFound)) throw fault
    const words = await hear().catch(wordsIn)
    throw words === null ? fault : new HeardFault(words, fault)
  }
}

/** What was heard before the hearing broke off. */
function wordsIn(error: unknown): string | null {
  if (!(error instanceof AppError)) reportFault(error instanceof HeardFault ? error.cause : error, 'hear')
  return error instanceof HeardFault ? error.words : null
}

function heardSoFar(error: unknown): string {
  if (!(error instanceof HeardFault)) throw error
  reportFault(error.cause, 'hear')
  return error.words
}

/** The same for a save that is refused as well: the words of what is heard stand before the reason. */
export async function savedOrHeard<T>(
  save: () => Promise<T>,
  hear: () => Promise<string | null>,
): Promise<T> {
  try {
    return await heardAllTheSame(save, hear)
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof Invalid)) throw error
    // Only now, or what is heard would be undone with the transaction.
    const words = await hear().catch(heardSoFar)
    throw words === null ? error : heardBefore(error, words)
  }
}
