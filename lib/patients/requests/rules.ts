import { addDays, type Day } from '#lib/dates.ts'

/** Within a month of the day on which it was asked (GDPR Art. 12(3)), counted short. */
const DAYS = 30

export const dueOn = (asked: Day): Day => addDays(asked, DAYS)

/** The words that are prepared for an erasure: for who is erased, and for whose record is kept. */
export const erasureAnswers = {
  erased:
    'We erased your name, your details, your form and your account. What stays is that you asked, and when. This message with your address is erased once it is sent.',
  kept: 'The law asks us to keep the record of a treatment for years after its end, so we cannot erase it. We use it for nothing else. When that time is over, we erase it.',
} as const

/** What stands as done at whatever else was asked by who is erased. */
export const CLOSED_BY_ERASURE = 'Closed with the erasure: there is no record any more'

type Choice = { erase: 'yes' | 'no' | ''; answer: string; erasable: boolean }

const alike = (one: string, other: string): boolean =>
  one.replace(/\s+/g, ' ').trim() === other.replace(/\s+/g, ' ').trim()

/** What the patient reads: the words that were written, or those that are prepared for who is erased. */
export const toldBy = (answer: string, erase: Choice['erase']): string =>
  answer || (erase === 'yes' ? erasureAnswers.erased : '')

/**
 * What the patient is told about the erasure that she asked for, or what is wrong at which field. Whoever can be erased is
 * erased or not by an answer of its own, and the prepared words go with nothing but what they say.
 */
export function erasureAnswer({
  erase,
  answer,
  erasable,
}: Choice): { told: string } | { wrong: Record<string, string[]> } {
  if (erasable && erase === '') return { wrong: { erase: ['Choose whether this person is erased now.'] } }
  const told = toldBy(answer, erase)
  if (told.length < 10)
    return { wrong: { answer: ['Please tell the patient what was done, and what stays and why.'] } }
  if (erase !== 'yes' && alike(told, erasureAnswers.erased))
    return {
      wrong: {
        answer: ['These words say that this person was erased. Choose that, or write what stays and why.'],
      },
    }
  if (erase === 'yes' && alike(told, erasureAnswers.kept))
    return { wrong: { answer: ['These words say that the record is kept. Choose that, or leave them out.'] } }
  return { told }
}
