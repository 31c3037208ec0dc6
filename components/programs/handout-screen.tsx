import { ExerciseSteps } from '#components/exercises/exercise-steps.tsx'
import { OwnTexts } from '#components/factors/own-texts.tsx'
import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Handout } from '#lib/programs/handout/queries.ts'
import { stopSigns } from '#lib/programs/handout/rules.ts'
import type { PlainItem, PlainPhase } from '#lib/programs/plain/schema.ts'
import { Plan } from './plan.tsx'

function Steps({ item }: { item: PlainItem }) {
  const exercise = exerciseById(item.exerciseId)
  if (!exercise) return null
  const dose = [
    item.dose,
    item.load,
    item.effort && `effort ${item.effort}`,
    item.rest && `rest ${item.rest}`,
    item.tempo,
  ]
  return (
    <section aria-label={item.name} className="mt-6 break-inside-avoid">
      <h3 className="text-heading font-semibold">{item.name}</h3>
      <p className="num text-label">{dose.filter(Boolean).join(', ')}</p>
      <p className="text-label text-ink-2">
        {item.days}
        {item.optional ? ', if you like' : ''}
      </p>
      {item.note ? <p className="mt-1 text-label">{item.note}</p> : null}
      {item.less ? <p className="num mt-1 text-label font-semibold">{item.less}</p> : null}
      <p className="num mt-1 text-label">{item.limit}</p>
      <ExerciseFigure exercise={exercise} size={240} height={180} label="" className="h-auto w-60" />
      <ExerciseSteps exercise={exercise} />
    </section>
  )
}

function Signs({ title, signs }: { title: string; signs: readonly string[] }) {
  return (
    <div className="mt-3 text-label">
      <p className="font-semibold">{title}</p>
      <ul className="list-disc pl-5">
        {signs.map((sign) => (
          <li key={sign}>{sign}</li>
        ))}
      </ul>
    </div>
  )
}

/** The safety question of every log, for who keeps none. */
function WhenToStop({ numbers, severeFrom }: Pick<Handout, 'numbers' | 'severeFrom'>) {
  return (
    <section aria-label="When to stop and call" className="mt-6 break-inside-avoid">
      <h2 className="text-heading font-semibold">When to stop and call</h2>
      <p className="text-label">
        Read this each time before you exercise or run. If one of these is so, do not exercise and do not run.
      </p>
      <Signs title={`Call ${numbers.emergencyNumber} at once`} signs={stopSigns.emergency} />
      <Signs
        title={`Call us the same day at ${numbers.clinicPhone}; when we are closed, ${numbers.outOfHoursPhone}`}
        signs={[...stopSigns.clinic, `Pain of ${severeFrom} of 10 or more`]}
      />
    </section>
  )
}

/** On paper no day is today. */
const onAnyDay = (phase: PlainPhase): PlainPhase => ({
  ...phase,
  items: phase.items.map((item) => ({ ...item, today: false })),
})

/** What a patient takes home who has no account. On paper nothing else of the page is left, the banner of the case least. */
export function HandoutScreen({ handout }: { handout: Handout }) {
  const { caseId, name, number, knee, clinic, dayText, phase, why, explanations, advice } = handout
  const texts = explanations.length + advice.length > 0 ? [{ knee: null, explanations, advice }] : []
  return (
    <div id="handout" className="max-w-3xl px-4 pt-4 pb-8 lg:px-6">
      <div className="no-print flex flex-wrap items-center gap-3 pb-4">
        <h2 className="text-heading font-semibold">For the patient, on paper</h2>
        <span className="text-dense text-ink-3">Print this page. The banner stays off the sheet.</span>
        <span className="lg:ml-auto">
          <LinkButton href={`/cases/${caseId}/program`}>Back to the program</LinkButton>
        </span>
      </div>
      {why ? <Notice className="no-print mb-4">{why}</Notice> : null}
      <p className="mb-4 text-label">
        {name}, {number}. {knee}. {dayText}. {clinic}
      </p>
      {phase ? (
        <>
          <Plan phase={onAnyDay(phase)} hrefOf={() => null} />
          <WhenToStop numbers={handout.numbers} severeFrom={handout.severeFrom} />
          {phase.items.map((item) => (
            <Steps key={item.key} item={item} />
          ))}
        </>
      ) : null}
      <OwnTexts texts={texts} />
    </div>
  )
}
