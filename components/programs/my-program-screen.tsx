import { Treatments, treatmentShown } from '#components/cases/treatments.tsx'
import { WaitWords } from '#components/tracking/wait-words.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecksIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { nearDayText } from '#lib/dates.ts'
import type { MyProgram } from '#lib/programs/plain/schema.ts'
import { Plan } from './plan.tsx'

/** The patient's program: today's exercises first. A paused plan says what to do instead, an ended one what goes on. */
export function MyProgramScreen(props: {
  program: MyProgram
  cases: readonly Treatment[]
  asked: string | null
  /** Advice stands below. */
  advised: boolean
}) {
  const { program, cases, asked, advised } = props
  const own = treatmentShown(cases, asked)
  const of = own ? `?case=${own.id}` : ''
  const finished =
    cases.length > 1 ? 'The treatment of this knee is finished' : 'Your treatment here is finished'
  return (
    <>
      <h1 className={program.state === 'running' ? 'sr-only' : 'mb-4 text-ask font-semibold'}>
        {[`Your program`, own && kneeAmong(cases, own.id)].filter(Boolean).join(', ')}
      </h1>
      <Treatments cases={cases} current={own?.id} hrefOf={(id) => `/my/program?case=${id}`} />
      {program.state === 'running' ? (
        <div data-plan="">
          <Plan phase={program.phase} hrefOf={(item) => `/my/program/${item.key}${of}`} />
        </div>
      ) : null}
      {program.state === 'paused' ? (
        <Notice tone={program.words.urgent ? 'red' : 'amber'} title="Your plan is paused">
          <WaitWords words={program.words} />
        </Notice>
      ) : null}
      {program.state === 'on_hold' ? (
        <EmptyState icon={ListChecksIcon} title="Your treatment is on hold">
          Nothing is planned until your physio and you go on.
        </EmptyState>
      ) : null}
      {program.state === 'upcoming' ? (
        <EmptyState
          icon={ListChecksIcon}
          title={`Your program begins ${nearDayText(program.startsOn, program.today)}`}
        >
          You find your exercises here from that day on.
        </EmptyState>
      ) : null}
      {program.state === 'ended' && program.phase ? (
        <>
          <p className="mb-5 text-label text-ink-2">
            {finished}. This keeps your knee strong; nobody counts along any more. Call us when the knee
            troubles you again.
          </p>
          <Plan phase={program.phase} hrefOf={(item) => `/my/program/${item.key}${of}`} />
        </>
      ) : null}
      {program.state === 'ended' && !program.phase ? (
        <EmptyState icon={ListChecksIcon} title={finished}>
          {advised ? 'What you can do by yourself stands below. ' : ''}Call us when the knee troubles you
          again.
        </EmptyState>
      ) : null}
      {program.state === 'none' ? (
        <EmptyState icon={ListChecksIcon} title="No program yet">
          Your physio writes it for you. We send you a message when it is ready.
        </EmptyState>
      ) : null}
    </>
  )
}
