import type { ExerciseRuleId } from '#lib/content/progression/exercises.ts'
import type { RunRuleId } from '#lib/content/progression/running.ts'
import type { SessionResult } from '#lib/tracking/results/schema.ts'
import { wordOf } from '../ladder/rules.ts'
import type { Advice, Change } from '../schema.ts'

/**
 * What a patient reads of a decision: one kind sentence without a rule, a color or a number of the clinic's. Before the
 * physio has decided a step up is only promised as a talk; a step down is said at once, because less is always allowed.
 */

type Said = { readonly open: string; readonly applied: string }
const both = (text: string): Said => ({ open: text, applied: text })

const waiting = 'Well done. Tell us tomorrow morning how your knee is, and we will see about the next step.'
const easier = 'This exercise has been a bit much for your knee, so please leave it out until we have spoken.'

const exercise: Readonly<Record<ExerciseRuleId, (last: SessionResult) => Said>> = {
  r_ex_regress_swap: () => ({
    open: easier,
    applied: 'This exercise has been a bit much for your knee, so you have an easier one now.',
  }),
  r_ex_regress_dose: () => both('That was a bit much for your knee, so do a little less next time.'),
  r_ex_hold: (last) =>
    both(last === 'unknown' ? waiting : 'You are on the right track. Keep the exercise as it is for now.'),
  r_ex_progress_swap: () => ({
    open: 'You have mastered this exercise. Your physio will look at the next one with you.',
    applied: 'You have mastered this exercise, so a new one is waiting for you.',
  }),
  r_ex_progress_dose: () => both('Your knee settled well.'),
}

const run: Readonly<Record<RunRuleId, (last: SessionResult) => Said>> = {
  r_run_stop: () => both('Please do not run for now. We will contact you to look at your knee together.'),
  r_run_back: () => ({
    open: 'That run was a bit much for your knee, so make the next one shorter and easier.',
    applied: 'That run was a bit much for your knee, so the next ones are one step easier.',
  }),
  r_run_hold: (last) =>
    both(last === 'unknown' ? waiting : 'Repeat the same run next time, and let your knee get used to it.'),
  r_run_forward: () => ({
    open: 'Your knee settled well after your runs. Your physio will look at the next step.',
    applied: 'Your knee settled well after your runs, so the next ones are one step longer.',
  }),
}

export const sentences = {
  exercise: (ruleId: ExerciseRuleId, last: SessionResult) => exercise[ruleId](last),
  run: (ruleId: RunRuleId, last: SessionResult) => run[ruleId](last),
  lower: (plain: string) => `That was a bit much for your knee, so ${plain} next time.`,
  /** The same beside the exercise, until somebody has answered it. */
  lessNow: (plain: string) => `The last time was a bit much for your knee. For now: ${plain}.`,
  higher: (plain: string) => `Your knee settled well, so ${plain}.`,
  soon: 'Your knee settled well. Your physio will look at whether you can do a little more.',
  keepGood: 'Your knee settled well. Keep the exercise as it is for now.',
  keepStrong: 'You are strong in this exercise. Keep it as it is.',
  phase: {
    open: 'You are doing really well. Your physio will look at the next part of your program with you.',
    applied: 'You did well, so the next part of your program begins.',
  },
  /** Where no stage says which run is easier. */
  runShorter:
    'That run was a bit much for your knee, so make the next two at least a third shorter and easy.',
  /** After a run above its cap: the limit itself is read beside it, in the unit of the runs. */
  tooLong: {
    unknown:
      'That run was longer than your limit for a single run. Tell us tomorrow morning how your knee is, and keep the next run within the limit.',
    hold: 'That run was longer than your limit for a single run, so keep the next one within it.',
    back: 'That run was longer than your limit for a single run and a bit much for your knee, so keep the next two within it, and easy.',
  },
  runWaits: 'Your runs went well. Stay at this step until we have spoken.',
  /** In the first ten weeks of running: a week whose run is not the next one of the plan. */
  again: {
    stopped: 'No run is planned until we have looked at your knee together.',
    pause: 'You have not run for a while, so please wait with your next run until we have spoken.',
    anyway: 'You entered a run. Runs wait until we have spoken with you: please do not run until then.',
    shorter: "This week's run is shorter: leave out the last third of it.",
    firstThird: "This week's run is much shorter: do only the first third of it.",
    back: "This week's run is an easier one, because a run was a bit much for your knee.",
    missed: "You have not run for a while, so this week's run is an easier one.",
    noRun: "This week's run again: log each run, so that we know how your knee takes it.",
    unknown: "This week's run again: tell us the morning after each run how your knee is.",
    waits: "This week's run again: stay at this step until we have spoken.",
    last: "This week's run again: your physio will look at the next part with you.",
    other:
      "This week's run again: the next step comes after a few good runs in a row, with a rest day between.",
  },
  missed: 'You have not run for a while, so start again gently. Your physio will tell you how.',
  missedApplied: 'You have not run for a while, so your next runs are a gentle start again.',
} as const

/** The words about a run that is not the last thing she did: by its day. */
export const ofRun = (sentence: string, day: string): string =>
  sentence.replace(/^That run was /, `Your run of ${day} was `)

const lowered = /^That was a bit much for your knee, so (.+) next time\.$/

/** Of several exercises that were too much: "Six exercises". `all`: what is said of each. */
export function muchOf(names: readonly string[], all: readonly string[]): string {
  const many = `${whoOf(names)} were a bit much for your knee`
  const [first = ''] = all
  const plain = lowered.exec(first)?.[1]
  if (plain && all.every((one) => one === first)) return `${many}, so ${plain} with each of them next time.`
  return `${many}: what to do less of, or to leave out, stands beside each in your program.`
}

const mostNamed = 3
const whoOf = (names: readonly string[]): string => {
  const count = wordOf(names.length)
  if (names.length > mostNamed) return `${count.charAt(0).toUpperCase()}${count.slice(1)} exercises`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Amber begins here (clinical/programmes.md 2): from such a pain on, and during a flare, nobody is praised. */
export const roughFrom = 3

/** The words that praise nobody already, although they let somebody go on. */
const plainWords: ReadonlySet<string> = new Set([
  run.r_run_hold('amber').open,
  ...Object.values(sentences.tooLong),
])

const rough = {
  changed: 'Your physio has changed your program a little. Go slowly with it, and tell us how your knee is.',
  unknown:
    'Thank you for telling us. Tell us tomorrow morning how your knee is, and do no more than now till then.',
  same: 'Thank you for telling us how your knee is. Do no more than now until it is calmer.',
}

type Row = {
  readonly advice: Advice
  readonly state: string
  readonly change: Change
  readonly sentence: string
}

/** What is said in place of praise while the knee hurts; null where the words are plain. `sentence`: that of the decision. */
export function roughWords({ advice, state, change, sentence }: Row): string | null {
  if (advice === 'stop' || advice === 'regress' || plainWords.has(sentence)) return null
  if (state === 'accepted' && change.kind !== 'none') return rough.changed
  return sentence === waiting ? rough.unknown : rough.same
}

/** The most careful advice first: the one sentence for a day with several exercises. */
const order: readonly Advice[] = ['stop', 'regress', 'hold', 'progress']

/** Of several decisions the one whose sentence the patient reads; null without any. */
export function leading<D extends { readonly advice: Advice }>(decisions: readonly D[]): D | null {
  return [...decisions].sort((a, b) => order.indexOf(a.advice) - order.indexOf(b.advice))[0] ?? null
}
