import { Section } from '#components/ui/section.tsx'
import { Still } from '#components/ui/still.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { dayText, isoDay } from '#lib/dates.ts'
import type { ReviewRecord, StepRow } from '#lib/review/record/schema.ts'
import { indicatorText, readingLabel } from '#lib/review/rows/rules.ts'
import { ReadingTable } from './reading-table.tsx'

type PartProps = { record: ReviewRecord; before?: Readonly<Record<string, string | null>> | undefined }

const ofTen = (value: number | null) => (value === null ? 'not rated' : `${value} of 10`)

/** Part 5: the patient's own activities, distances, and what was agreed. */
export function GoalsPart({ record, before }: PartProps) {
  const { activities, distances, pairedMean, before: agreed } = record.goals
  const none = activities.length + distances.length === 0
  return (
    <Section title="Goals">
      <Still className="text-dense">
        {none ? (
          <p className="text-ink-2">
            No goal is known: the intake names no activity, no distance and no event.
          </p>
        ) : null}
        <ul className="num grid gap-1">
          {activities.map(({ activity, start, now, on }) => (
            <li key={activity} className="break-words">
              <span className="font-medium">{activity}</span>: {ofTen(start)} at the start,{' '}
              {now === null
                ? 'not asked again yet'
                : `${ofTen(now)} ${on == null ? 'now' : `on ${dayText(isoDay(on), isoDay(record.today))}`}`}
            </li>
          ))}
          {distances.map(({ label, now, goal }) => (
            <li key={label}>
              <span className="font-medium">{label}</span>: {indicatorText(now, 1)} of{' '}
              {indicatorText(goal, 1)} km ({Math.round((100 * now) / goal)} %)
            </li>
          ))}
        </ul>
        {pairedMean === null ? null : (
          <p className="num mt-1 text-ink-2">
            Mean of the activities that were rated both times: {indicatorText(pairedMean, 1)} of 10.
          </p>
        )}
        {agreed ? <p className="mt-1 break-words">Agreed last: {agreed}</p> : null}
      </Still>
      <ReadingTable rows={record.rows.goals ?? []} before={before} wide />
    </Section>
  )
}

const states: Readonly<Record<string, string>> = {
  open: 'Waits',
  accepted: 'Accepted',
  changed: 'Taken into a draft',
  declined: 'Declined',
}

function Step({ step }: { step: StepRow }) {
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <Tag tone={step.state === 'open' ? 'teal' : 'line'}>{states[step.state] ?? step.state}</Tag>
        <span className="font-medium">{step.name}</span>
        <span className="num">{step.text}</span>
        <span className="text-caption text-ink-3">
          after {step.dayText}
          {step.by ? `, ${step.by}` : ''}
          {step.reason ? `: ${step.reason}` : ''}
        </span>
      </div>
      <details className="row-details">
        <summary className="min-h-6 w-fit cursor-pointer text-caption font-medium text-primary">
          Why: rule {step.ruleId}
        </summary>
        <p className="font-mono text-caption break-words text-ink-2">{step.rule}</p>
        <p className="num text-caption text-ink-3">
          {step.inputs
            .map(({ id, value }) => `${readingLabel(id)}: ${indicatorText(value as never, 0)}`)
            .join(' · ')}
        </p>
      </details>
    </li>
  )
}

/** Part 6: the program, and why each dose changed. */
export function ProgramPart({ record, before }: PartProps) {
  const { program, rows, since } = record
  const { phase, versions, steps } = program
  return (
    <Section title="Program and rule log" note={phase ? `Now in: ${phase}` : null}>
      <Still className="text-dense">
        {phase === null ? <p className="text-ink-2">Needs an active program.</p> : null}
        {versions.length > 0 ? (
          <ul className="num grid gap-0.5 pb-1">
            {versions.map((version) => (
              <li key={version.number} className="break-words">
                <span className="font-medium">Version {version.number}</span> from {version.dayText},{' '}
                {version.by}
                {version.note ? `: ${version.note}` : ''}
              </li>
            ))}
          </ul>
        ) : null}
        {steps.length > 0 ? (
          <ul>
            {steps.map((step) => (
              <Step key={`${step.name} ${step.dayText} ${step.text} ${step.state}`} step={step} />
            ))}
          </ul>
        ) : (
          <p className="text-ink-2">
            No dose was suggested, changed or declined {since ? `since ${since.text}` : 'yet'}.
          </p>
        )}
      </Still>
      <ReadingTable rows={rows.program ?? []} before={before} wide />
    </Section>
  )
}

/** Part 7: what is different since the first assessment. */
export function FactorsPart({ record, href }: { record: ReviewRecord; href?: string | undefined }) {
  const { firstText, changes, present, possible } = record.factors
  return (
    <Section title="Factors">
      <Still className="text-dense">
        {firstText === null ? (
          <p className="text-ink-2">Factors were not evaluated yet.</p>
        ) : changes.length === 0 ? (
          <p className="text-ink-2">No level changed since the first evaluation ({firstText}).</p>
        ) : (
          <>
            <p className="text-caption text-ink-3">Changed since {firstText}</p>
            <ul className="grid gap-0.5">
              {changes.map(({ title, from, to, sinceReview }) => (
                <li key={title}>
                  <span className="font-medium">{title}</span>: {from.toLowerCase()}, now {to.toLowerCase()}
                  {sinceReview ? <span className="text-ink-3"> (since the last review)</span> : null}
                </li>
              ))}
            </ul>
          </>
        )}
        {present.length > 0 ? <p className="mt-1 text-ink-2">Present now: {present.join(', ')}.</p> : null}
        {possible.length > 0 ? <p className="mt-1 text-ink-2">Possible now: {possible.join(', ')}.</p> : null}
        {href ? (
          <a href={href} className="no-print font-medium text-primary hover:underline">
            Open factors
          </a>
        ) : null}
      </Still>
    </Section>
  )
}
