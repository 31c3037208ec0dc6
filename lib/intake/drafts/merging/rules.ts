/**
 * What becomes of a part of a form that was changed elsewhere since the page was made: what only one of the two changed is kept, and
 * of what both changed nothing is stored until somebody has chosen.
 *
 *   const { held, clashes } = mergePosted(section, { posted, mine, errors }, stored, page)
 */
import type { Question, Section } from '#lib/content/intake/questionnaire.ts'
import { answerOf } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import type { Posted } from '#lib/intake/forms/posted/rules.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'
import { stampOf } from '#lib/stamp.ts'
import type { Choices, Clash } from '../schema.ts'

const LETTERS = 6
const unknown = '.'.repeat(LETTERS)

const stampOfAnswer = (value: AnswerValue): string => stampOf(value, LETTERS)

/** A stamp for each question, one after the other; other for every other set of answers of the section. */
export const sectionRevision = (section: Section, answers: Answers): string =>
  section.questions.map(({ id }) => stampOfAnswer(answerOf(answers, id))).join('')

/** The stamp of each question on the page; empty for a page that nobody knows. */
function stampsOf({ questions }: Section, revision: string): ReadonlyMap<string, string> {
  if (revision.length !== questions.length * LETTERS) return new Map()
  const stamps = questions.map(
    ({ id }, at) => [id, revision.slice(at * LETTERS, (at + 1) * LETTERS)] as const,
  )
  return new Map(stamps.filter(([, stamp]) => stamp !== unknown))
}

/** What was posted, and what a draft keeps of it. */
export type Mine = {
  readonly posted: Posted
  readonly answers: Answers
  readonly errors: Readonly<Record<string, string>>
}

/** The page that it was posted from, and what was chosen on it. */
export type PostedPage = Choices & { readonly revision: string }

export type Merged = {
  /** Questions of which the stored answer stays. */
  readonly held: ReadonlySet<string>
  /** Those among them that wait for a choice. */
  readonly clashes: readonly Clash[]
  /** Those of which the stored answer was chosen: the page still shows the other one. */
  readonly chosen: readonly Clash[]
}

type Fate = 'mine' | 'stored' | 'chosen' | 'clash'

function fateOf(
  id: string,
  { answers, errors }: Mine,
  stored: Answers,
  page: PostedPage,
  base?: string,
): Fate {
  const choice = page.keep[id]
  if (choice) return choice === 'mine' ? 'mine' : 'chosen'
  const [mine, is] = [answerOf(answers, id), answerOf(stored, id)].map(stampOfAnswer)
  const wrong = id in errors
  if (mine === is && !wrong) return 'mine'
  if (page.clash.includes(id)) return 'clash'
  if (base === is) return 'mine'
  const none = stampOfAnswer(answerOf({}, id))
  if (base === undefined && is === none) return 'mine'
  return !wrong && mine === (base ?? none) ? 'stored' : 'clash'
}

function clashOf(question: Question, { posted, answers, errors }: Mine, stored: Answers): Clash {
  const { id, wording } = question
  const words = (from: Answers) => answerInWords(question, answerOf(from, id))
  const typed = id in errors ? String(posted[id] ?? '') : words(answers)
  return { id, question: wording, saved: words(stored) ?? '', mine: typed ?? '' }
}

export function mergePosted(section: Section, mine: Mine, stored: Answers, page: PostedPage): Merged {
  const stamps = stampsOf(section, page.revision)
  const fates = section.questions
    .filter(({ id }) => Object.hasOwn(mine.posted, id))
    .map((question) => ({
      question,
      fate: fateOf(question.id, mine, stored, page, stamps.get(question.id)),
    }))
  const clashed = (as: Fate) =>
    fates.flatMap(({ question, fate }) => (fate === as ? [clashOf(question, mine, stored)] : []))
  return {
    held: new Set(fates.filter(({ fate }) => fate !== 'mine').map(({ question }) => question.id)),
    clashes: clashed('clash'),
    chosen: clashed('chosen'),
  }
}

/** What is left to be saved. */
export const withoutHeld = (posted: Posted, held: ReadonlySet<string>): Posted =>
  Object.fromEntries(Object.entries(posted).filter(([id]) => !held.has(id)))

/** What the next save from this page carries: of what is held, which the page shows otherwise, the answer that it began with. */
export function revisionAfter(
  section: Section,
  answers: Answers,
  page: PostedPage,
  held: ReadonlySet<string>,
): string {
  const was = stampsOf(section, page.revision)
  return section.questions
    .map(({ id }) => (held.has(id) ? (was.get(id) ?? unknown) : stampOfAnswer(answerOf(answers, id))))
    .join('')
}
