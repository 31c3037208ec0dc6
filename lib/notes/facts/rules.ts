/** What the record holds since the last signed note, as facts that can be written into a note. Pure. */
import { severityWords } from '#lib/alerts/schema.ts'
import { countText, type Day, type DayNumber, dayNumber, dayText, isoDay } from '#lib/dates.ts'
import { isSession } from '#lib/tracking/results/daily/rules.ts'
import type { Outcome, SessionResult } from '#lib/tracking/results/schema.ts'
import { type Cut, type Fact, type FactInput, newestTold } from './schema.ts'

const number = (value: number): string => String(Math.round(value * 10) / 10)
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]

/** "log, Thu 12 to Fri 20 Nov" */
const logSource = ({ since, until, today }: FactInput): string =>
  since >= until
    ? `log, ${dayText(until, today)}`
    : `log, ${dayText(since, today)} to ${dayText(until, today)}`

/** Whether a day is one that the note tells about. */
function told({ since, until }: FactInput): (day: DayNumber) => boolean {
  const [first, last] = [dayNumber(since), dayNumber(until)]
  return (day) => day >= first && day <= last
}

const text = (day: DayNumber, today: Day) => dayText(isoDay(day), today)

const formFacts = ({ forms, today }: FactInput): Fact[] =>
  forms.flatMap(({ id, name, on, lines }) =>
    lines.map((line) => ({
      id: `form:${id}:${line.id}`,
      part: 'subjective' as const,
      text: line.text,
      source: `${name}, ${dayText(on, today)}`,
    })),
  )

function painFact(input: FactInput): Fact[] {
  const isTold = told(input)
  const days = input.indicators.pain.days.filter(({ day }) => isTold(day))
  const [first] = days
  if (!first) return []
  const mean = days.reduce((sum, { pain }) => sum + pain, 0) / days.length
  const top = days.reduce((high, one) => (one.pain > high.pain ? one : high), first)
  const { slope } = input.indicators.pain
  const trend = input.indicators.readings.ind_trend.value
  const course =
    slope && (trend === 'improving' || trend === 'worsening')
      ? `; ${trend} over 4 weeks, about ${number(Math.abs(slope.perWeek))} a week ${slope.perWeek < 0 ? 'less' : 'more'} (approximate)`
      : ''
  return [
    {
      id: 'pain',
      part: 'subjective',
      text: `Worst pain of the day: mean ${number(mean)} of 10 on ${countText(days.length, 'day')}, highest ${top.pain} on ${text(top.day, input.today)}${course}`,
      source: logSource(input),
    },
  ]
}

const resultWords: Readonly<Record<SessionResult, string>> = {
  green: 'green',
  amber: 'amber',
  over_limit: 'over the limit',
  red: 'red',
  unknown: 'not known',
}

/** "4 green, 1 red" */
function resultText(outcomes: readonly Outcome[]): string {
  const of = (result: SessionResult) => outcomes.filter((one) => one.result === result).length
  return (Object.keys(resultWords) as SessionResult[])
    .flatMap((result) => (of(result) > 0 ? [`${of(result)} ${resultWords[result]}`] : []))
    .join(', ')
}

function sessionFacts(input: FactInput): Fact[] {
  const isTold = told(input)
  const entries = input.logs.exercises.filter(({ day }) => isTold(day))
  const done = entries.filter(isSession)
  const days = unique(done.map(({ day }) => day))
  const last = days.at(-1)
  const source = logSource(input)
  const facts: Fact[] = []
  if (last !== undefined) {
    const results = input.indicators.results.filter(({ day }) => isTold(day))
    const efforts = done.flatMap(({ rpe }) => (rpe === null ? [] : [rpe]))
    const effort =
      efforts.length === 0
        ? ''
        : `; effort ${unique([Math.min(...efforts), Math.max(...efforts)]).join(' to ')} of 10`
    facts.push({
      id: 'sessions',
      part: 'subjective',
      text: `Exercises on ${countText(days.length, 'day')}, last ${text(last, input.today)}; results by exercise: ${resultText(results)}${effort}`,
      source,
    })
  }
  const skipped = entries.filter(({ skipReason }) => skipReason === 'pain')
  if (skipped.length > 0)
    facts.push({
      id: 'skips',
      part: 'subjective',
      text: `Exercises skipped because of pain: ${skipped.length}`,
      source,
    })
  const adherence = input.indicators.readings.ind_adherence_pct.value
  if (typeof adherence === 'number')
    facts.push({
      id: 'adherence',
      part: 'objective',
      text: `Done of what was prescribed in the last 14 days: ${Math.round(adherence)} %`,
      source: `log, ${dayText(input.until, input.today)}`,
    })
  return facts
}

function runFacts(input: FactInput): Fact[] {
  const isTold = told(input)
  const runs = input.indicators.runs.filter(({ day }) => isTold(day))
  const [first] = runs
  if (!first) return []
  const km = runs.reduce((sum, { entry }) => sum + entry.km, 0)
  const longest = runs.reduce((long, one) => (one.entry.km > long.entry.km ? one : long), first)
  const pains = runs.flatMap(({ maxPain }) => (maxPain === null ? [] : [maxPain]))
  const worst = pains.length === 0 ? '' : `; worst pain ${Math.max(...pains)} of 10`
  return [
    {
      id: 'runs',
      part: 'subjective',
      text: `${countText(runs.length, 'run')}, ${number(km)} km in all, longest ${number(longest.entry.km)} km on ${text(longest.day, input.today)}; results: ${resultText(runs)}${worst}`,
      source: logSource(input),
    },
  ]
}

function morningFacts(input: FactInput): Fact[] {
  const isTold = told(input)
  const { results, runs, walked } = input.indicators
  const outcomes = [...results, ...runs, ...walked]
  const breaches = unique(
    outcomes
      .filter(({ day, breach }) => isTold(day) && isTold(day + 1) && breach === 'yes')
      .map(({ day }) => day + 1),
  ).sort((a, b) => a - b)
  const swollen = input.logs.mornings.filter(
    ({ day, swelling }) => isTold(day) && (swelling === 'mild' || swelling === 'clear'),
  )
  const source = logSource(input)
  const list = (days: readonly DayNumber[]) => days.map((day) => text(day, input.today)).join(', ')
  return [
    ...(breaches.length > 0
      ? [
          {
            id: 'breaches',
            part: 'subjective' as const,
            text: `Worse the morning after on ${countText(breaches.length, 'day')}: ${list(breaches)}`,
            source,
          },
        ]
      : []),
    ...(swollen.length > 0
      ? [
          {
            id: 'swelling',
            part: 'subjective' as const,
            text: `Swelling on waking on ${countText(unique(swollen.map(({ day }) => day)).length, 'day')}: ${swollen
              .map(({ day, swelling }) => `${text(day, input.today)} ${swelling}`)
              .join(', ')}`,
            source,
          },
        ]
      : []),
  ]
}

function safetyFacts(input: FactInput): Fact[] {
  const { asked, signs } = input.safety
  if (asked === 0) return []
  const source = logSource(input)
  const answered = `Safety questions answered ${asked === 1 ? 'once' : `${asked} times`}`
  if (signs.length === 0)
    return [{ id: 'safety', part: 'subjective', text: `${answered}: none of the signs`, source }]
  const named = signs.map(({ label, on }) => `${label}, ${dayText(on, input.today)}`)
  return [{ id: 'safety', part: 'subjective', text: `${answered}; named: ${named.join('; ')}`, source }]
}

function measuredFacts(input: FactInput): Fact[] {
  const examined = input.examined.map(
    ({ id, on, by, outstanding, recorded }): Fact => ({
      id: `assessment:${id}`,
      part: 'objective',
      text: `Examined ${dayText(on, input.today)}, ${countText(recorded, 'finding')}; stands out: ${outstanding.length > 0 ? outstanding.join('; ') : 'nothing recorded'}`,
      source: `assessment, signed by ${by}`,
    }),
  )
  const outcomes = input.outcomes.map(
    ({ id, name, text: said, on }): Fact => ({
      id: `outcome:${id}`,
      part: 'objective',
      text: `${name}: ${said}`,
      source: `questionnaire, ${dayText(on, input.today)}`,
    }),
  )
  return [...examined, ...outcomes]
}

function judgedFacts(input: FactInput): Fact[] {
  const flags = input.flags.map(
    ({ id, title, urgencyText, raisedOn, answer }): Fact => ({
      id: `flag:${id}`,
      part: 'assessment',
      text: `Red flag (${urgencyText.toLowerCase()}): ${title}; ${answer ?? 'not answered yet'}`,
      source: `raised ${dayText(raisedOn, input.today)}`,
    }),
  )
  const alerts = input.alerts.map(
    ({ id, title, severity, openedOn, acknowledgement, closed }): Fact => ({
      id: `alert:${id}`,
      part: 'assessment',
      text: `Alert (${severityWords[severity].toLowerCase()}): ${title}${acknowledgement ? `; answered: ${acknowledgement}` : ''}${closed ? '; closed' : '; open'}`,
      source: `rule, ${dayText(openedOn, input.today)}`,
    }),
  )
  const reviews = input.reviews.map(
    ({ id, decision, text: said, on, by }): Fact => ({
      id: `review:${id}`,
      part: 'assessment',
      text: `Review: ${decision}${said ? `: ${said}` : ''}`,
      source: `signed by ${by}, ${dayText(on, input.today)}`,
    }),
  )
  return [...flags, ...alerts, ...reviews]
}

const stateWords: Readonly<Record<string, string>> = {
  accepted: 'taken over',
  changed: 'taken over, changed',
  declined: 'not taken over',
  noted: 'noted',
  open: 'not decided yet',
}

function changedFacts(input: FactInput): Fact[] {
  const versions = input.versions.map(
    ({ number: version, startsOn, publishedOn, by, note }): Fact => ({
      id: `version:${version}`,
      part: 'plan',
      text: `Program version ${version}, from ${dayText(startsOn, input.today)}${note ? `: ${note}` : ''}`,
      source: `published by ${by}, ${dayText(publishedOn, input.today)}`,
    }),
  )
  const steps = input.steps.map(
    ({ id, text: said, on, state, reason }): Fact => ({
      id: `step:${id}`,
      part: 'plan',
      text: `${said.replace(/\.$/, '')}; ${stateWords[state] ?? state}${reason ? `: ${reason}` : ''}`,
      source: `progression rule, ${dayText(on, input.today)}`,
    }),
  )
  const events = input.events.map(
    ({ id, text: said, on, by }): Fact => ({
      id: `event:${id}`,
      part: 'plan',
      text: said,
      source: `${by ? `by ${by}` : 'record'}, ${dayText(on, input.today)}`,
    }),
  )
  return [...versions, ...events, ...steps]
}

function intakeFacts({ first, intake, intakeOn, today }: FactInput): Fact[] {
  if (!first || intakeOn === null) return []
  return intake.map(({ id, text: said }) => ({
    id: `intake:${id}`,
    part: 'subjective' as const,
    text: said,
    source: `intake, ${dayText(intakeOn, today)}`,
  }))
}

const cutWords: Readonly<Record<Cut, readonly [part: Fact['part'], words: string]>> = {
  flags: ['assessment', 'red flags'],
  alerts: ['assessment', 'alerts'],
  steps: ['plan', 'suggestions that were answered'],
  versions: ['plan', 'versions of the program'],
  events: ['plan', 'changes of the course'],
  reviews: ['assessment', 'reviews'],
  forms: ['subjective', 'forms'],
}

/** Says that a list is not the whole of it. */
const cutFacts = ({ cut }: FactInput): Fact[] =>
  cut.map((kind) => {
    const [part, words] = cutWords[kind]
    return {
      id: `more:${kind}`,
      part,
      text: `Only the newest ${newestTold} ${words} of this time are told here; the older ones stand in the record`,
      source: 'record',
    }
  })

/** In the order in which a note is read. Nothing is said about what is not recorded. */
export const factsOf = (input: FactInput): Fact[] => [
  ...intakeFacts(input),
  ...formFacts(input),
  ...painFact(input),
  ...sessionFacts(input),
  ...runFacts(input),
  ...morningFacts(input),
  ...safetyFacts(input),
  ...measuredFacts(input),
  ...judgedFacts(input),
  ...changedFacts(input),
  ...cutFacts(input),
]
