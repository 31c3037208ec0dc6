'use server'

import { revalidatePath } from 'next/cache'
import { cookies, headers } from 'next/headers'
import type { Actor } from '#lib/access/actor.ts'
import { Conflict, HeardFault, Invalid, NotFound } from '#lib/errors.ts'
import { inOneText } from '#lib/flags/messages/rules.ts'
import { actionAs, signedIn } from '#lib/forms/action.ts'
import { closeHere, visitOrRefuse } from '#lib/intake/visits/commands.ts'
import { reportFault } from '#lib/log.ts'
import { submitIntake } from './commands.ts'
import type { FormMessages } from './messages/rules.ts'
import { formFrame } from './queries.ts'
import { slugOf, type Unsaved } from './rules.ts'
import { type SaveOutcome, saveSection } from './saving/commands.ts'
import {
  type Autosaved,
  type Clash,
  type FormInput,
  formInput,
  kindAt,
  type SectionInput,
  sectionInput,
} from './schema.ts'

const SEEN_COOKIE = 'stepwise-read'

const intakeOf = (actor: Actor, intakeId: string | undefined): string => {
  if (actor.kind === 'link') return actor.intakeId
  if (!intakeId) throw new Conflict('The form could not be read. Please load the page again.')
  return intakeId
}

/** Whether words have to be read now: alarming ones that this device has not gone on from yet. */
async function mustStop(messages: FormMessages | null): Promise<boolean> {
  if (!messages?.atOnce) return false
  return (await cookies()).get(SEEN_COOKIE)?.value !== messages.mark
}

async function leaveTo(outcome: SaveOutcome, base: string, back: string): Promise<string | null> {
  if (outcome.underAge) return `${base}/young`
  const why: Unsaved = 'newer'
  const unsaved = outcome.heard || outcome.clashes.length > 0 ? `&unsaved=${why}` : ''
  return (await mustStop(outcome.messages)) ? `${base}/stop?to=${back}${unsaved}` : null
}

/**
 * Danger that has to be read now, in words for a page that stays because somebody has to choose on it first; null without any. Without a
 * script the page would be drawn anew and lose what was typed all the same: then the page of the words comes first.
 */
async function wordsAbove({ underAge, clashes, messages }: SaveOutcome): Promise<string | null> {
  if (underAge || clashes.length === 0 || !messages || !(await mustStop(messages))) return null
  return (await headers()).get('accept')?.includes('text/html') ? null : inOneText(messages)
}

/** A save that came to nothing may have told of danger: the page of the words, if this device has not gone on from it yet. */
async function stopAfter(
  error: unknown,
  actor: Actor,
  intakeId: string,
  input: SectionInput,
): Promise<string> {
  if (!(error instanceof Conflict || error instanceof HeardFault)) throw error
  const { base, section } = input
  const frame = await formFrame(actor, intakeId, new Date(), kindAt(base)).catch(() => null)
  if (!(await mustStop(frame?.messages ?? null))) throw error
  const why: Unsaved = error instanceof HeardFault ? 'fault' : 'newer'
  if (error instanceof HeardFault) reportFault(error.cause, 'save')
  return `${base}/stop?to=${slugOf(section.id)}&unsaved=${why}`
}

const onceMore = 'The form is still open here. Close it once more to leave without them.'

/** Closes the form where it stands open, also when nothing can be saved any more: that is said once. */
async function closeRefused(error: unknown, { go, base }: SectionInput): Promise<{ to: string }> {
  if (!(error instanceof Conflict || error instanceof NotFound)) throw error
  if (go === 'close' && error instanceof Conflict)
    throw new Conflict(`${error.message} What you changed here is not saved. ${onceMore}`)
  await closeHere(base)
  return { to: base }
}

const both =
  'This was changed in another tab or on another device, too. Please choose below which answer to keep.'

const byField = (errors: SaveOutcome['errors']) =>
  Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, [text]]))

/** `clashes`: of a page that stays until somebody has chosen. */
type Saved = {
  to: string
  left?: Record<string, string[]>
  clashes?: readonly Clash[]
  danger?: string | null
  revision?: string
}

async function save(actor: Actor, input: SectionInput): Promise<Saved> {
  const intakeId = intakeOf(actor, input.intakeId)
  const { section, posted, revision, base, go, clash, keep } = input
  const choices = { clash, keep }
  const strict = go === 'next'
  const closes = (go === 'close' || go === 'leave') && actor.kind === 'link'
  let outcome: SaveOutcome
  try {
    outcome = await saveSection(actor, { intakeId, section, posted, revision, choices, strict }, new Date())
  } catch (error) {
    const stopped = stopAfter(error, actor, intakeId, input).then((to) => ({ to }))
    return closes ? stopped.catch((refusal) => closeRefused(refusal, input)) : stopped
  }
  const here = section.id.replace('sec_', '')
  const problems = Object.keys(outcome.errors).length > 0
  const { clashes, chosen } = outcome
  const waits = clashes.length > 0
  const loses = closes && go === 'leave'
  const danger = loses ? null : await wordsAbove(outcome)
  const goesOn = strict && !problems && !outcome.stale
  const leave = danger ? null : await leaveTo(outcome, base, goesOn ? outcome.next : here)
  if (waits && !leave && !loses) {
    const words = closes ? `${both} ${onceMore}` : both
    const left = { ...byField(outcome.errors), ...Object.fromEntries(clashes.map(({ id }) => [id, [words]])) }
    return { to: '', left, clashes: [...clashes, ...chosen], danger, revision: outcome.revision }
  }
  if (strict && outcome.stale && problems && !leave)
    return { to: '', left: byField(outcome.errors), clashes: chosen, revision: outcome.revision }
  // What the page was made from is old now; a page that is gone back to is made anew.
  revalidatePath(base, 'layout')
  if (leave) return { to: leave }
  if (closes && problems && go === 'close')
    throw new Invalid(byField(outcome.errors), `The marked answers are not saved. ${onceMore}`)
  if (closes) {
    await closeHere(base)
    return { to: base }
  }
  if (!strict) return { to: `${base}/${outcome.before ?? here}` }
  if (problems) {
    const onlyOpened = Object.keys(outcome.errors).every((id) => outcome.opened.includes(id))
    const words = onlyOpened
      ? 'Your answers opened a few more questions. Please answer them too.'
      : 'Please look at the marked answers. The others are saved.'
    throw new Invalid(byField(outcome.errors), words)
  }
  if (outcome.stale) return { to: `${base}/${here}?changed=${Date.now().toString(36)}` }
  return { to: `${base}/${outcome.next}` }
}

async function autosave(actor: Actor, input: SectionInput): Promise<Autosaved> {
  const intakeId = intakeOf(actor, input.intakeId)
  const { section, posted, base, clash, keep } = input
  const sent = {
    intakeId,
    section,
    posted,
    revision: input.revision,
    choices: { clash, keep },
    strict: false,
  }
  let outcome: SaveOutcome
  try {
    outcome = await saveSection(actor, sent, new Date())
  } catch (error) {
    const leave = await stopAfter(error, actor, intakeId, input)
    return { revision: input.revision, errors: {}, clashes: [], danger: null, leave }
  }
  const { revision, errors } = outcome
  const clashes = [...outcome.clashes, ...outcome.chosen]
  const here = slugOf(section.id)
  const isOver = Object.keys(errors).length === 0 && outcome.clashes.length === 0
  // The answer that was chosen stands in the page as it is made anew.
  const anew = isOver && clashes.length > 0 ? `${base}/${here}` : null
  const danger = await wordsAbove(outcome)
  const leave = danger ? null : ((await leaveTo(outcome, base, here)) ?? anew)
  return { revision, errors: { ...errors }, clashes, danger, leave }
}

async function submit(actor: Actor, input: FormInput): Promise<{ to: string }> {
  await submitIntake(actor, intakeOf(actor, input.intakeId), new Date())
  return { to: `${input.base}/sent` }
}

async function goOn(actor: Actor, input: FormInput): Promise<{ to: string }> {
  const intakeId = intakeOf(actor, input.intakeId)
  const { messages } = await formFrame(actor, intakeId, new Date(), kindAt(input.base))
  if (messages) {
    const jar = await cookies()
    jar.set(SEEN_COOKIE, messages.mark, {
      httpOnly: true,
      sameSite: 'lax',
      secure: (process.env.STEPWISE_URL ?? '').startsWith('https://'),
      path: input.base,
    })
  }
  return { to: `${input.base}/${input.to ?? ''}` }
}

const goTo = ({ to }: { to: string }) => to
const left = (saved: Saved) => saved.left ?? {}

/** Nothing is wrong with an answer that was changed elsewhere, too. */
const leftWords = ({ clashes = [], left = {} }: Saved) =>
  clashes.some(({ id }) => left[id]?.some((text) => text.startsWith(both)))
    ? 'Everything else is saved. Choose which answer is right.'
    : 'Please look at the marked answers. The others are saved.'

export const saveByLink = actionAs(visitOrRefuse, sectionInput, save, { goTo, left, leftWords })
export const autosaveByLink = actionAs(visitOrRefuse, sectionInput, autosave, { data: (saved) => saved })
export const submitByLink = actionAs(visitOrRefuse, formInput, submit, { goTo })
export const goOnByLink = actionAs(visitOrRefuse, formInput, goOn, { goTo })

export const saveSignedIn = actionAs(signedIn, sectionInput, save, { goTo, left, leftWords })
export const autosaveSignedIn = actionAs(signedIn, sectionInput, autosave, { data: (saved) => saved })
export const submitSignedIn = actionAs(signedIn, formInput, submit, { goTo })
export const goOnSignedIn = actionAs(signedIn, formInput, goOn, { goTo })
