import { Disclosure } from '#components/ui/disclosure.tsx'
import { OctagonAlertIcon } from '#components/ui/icons.tsx'
import { Still } from '#components/ui/still.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { gradesInWords } from '#lib/content/grades.ts'
import { adviceWords, holdWords } from '#lib/review/advice/rules.ts'
import type { AdviceLine, ReviewAdvice } from '#lib/review/advice/schema.ts'
import type { CheckRow, ReviewRecord } from '#lib/review/record/schema.ts'
import { indicatorText } from '#lib/review/rows/rules.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'

const digits = (value: AdviceLine['inputs'][number]['value']) =>
  typeof value === 'number' && !Number.isInteger(value) ? 1 : 0

/** One rule that speaks: what it found, what to do, and behind it the rule as written with what it read. */
function Line({ line, holds }: { line: AdviceLine; holds: boolean }) {
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <p className="flex items-start gap-1.5 text-dense font-semibold">
        {line.safety ? <OctagonAlertIcon size={15} className="mt-px text-red-ink" /> : null}
        <span>
          {line.title}
          {line.safety ? <span className="sr-only"> (safety)</span> : null}
        </span>
      </p>
      <p className="text-dense text-ink-2">{line.action}</p>
      <Disclosure
        summary={`Rule ${line.ruleId}: ${adviceWords({ advises: line.advises, safety: holds && line.safety }).toLowerCase()}`}
        className="row-details mt-0.5"
      >
        <p className="font-mono text-caption break-words text-ink-2">{line.rule}</p>
        <dl className="num mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 text-caption">
          {line.inputs.map(({ id, label, value }) => (
            <div key={id} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd>{indicatorText(value, digits(value))}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1 text-caption text-ink-3">{gradesInWords(line.source)}</p>
      </Disclosure>
    </li>
  )
}

const marks = { met: 'met', not_met: 'not met', not_assessed: 'not assessed' } as const

/** Criteria with their results: what keeps each, and what is missing for it. */
function Checks({ title, checks }: { title: string; checks: readonly CheckRow[] }) {
  const met = checks.filter(({ result }) => result === 'met').length
  if (checks.length === 0) return null
  return (
    <details className="row-details border-t border-line py-2">
      <summary className="flex min-h-6 cursor-pointer items-baseline justify-between gap-3 text-dense">
        <span className="font-medium">{title}</span>
        <span className="num text-ink-2">
          {met} of {checks.length} met
        </span>
      </summary>
      <ul className="mt-1 grid gap-1.5 text-caption">
        {checks.map((check) => (
          <li key={check.id}>
            <span className="font-medium">{marks[check.result]}</span>: {check.text}
            {check.kind === 'should' ? ' (should)' : ''}
            {check.because.length > 0 ? (
              <span className="block break-words text-ink-3">{check.because.join('; ')}</span>
            ) : null}
            {check.missing.length > 0 ? (
              <span className="block text-ink-3">
                Missing: {check.missing.map(ruleInputLabel).join('; ')}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}

function NotAssessed({ advice }: { advice: ReviewAdvice }) {
  const { notAssessed } = advice
  if (notAssessed.length === 0) return null
  return (
    <details className="row-details border-t border-line py-2">
      <summary className="flex min-h-6 cursor-pointer items-baseline justify-between gap-3 text-dense">
        <span className="font-medium">Rules that cannot be decided yet</span>
        <span className="num text-ink-2">{notAssessed.length}</span>
      </summary>
      <ul className="mt-1 grid gap-1 text-caption text-ink-2">
        {notAssessed.map(({ ruleId, title, missing }) => (
          <li key={ruleId}>
            {title}: needs {missing.map((one) => one.toLowerCase()).join(', ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What the rules advise and why. They advise; the physiotherapist decides. */
export function AdvicePanel({ record }: { record: ReviewRecord }) {
  const { advice, program } = record
  const { lines, decision, holds } = advice
  return (
    <section aria-label="Advice" className="pb-4">
      <Still>
        <p className="text-caption font-medium text-ink-3">The rules suggest</p>
        <p className="flex flex-wrap items-center gap-2 pb-1">
          <span className="text-title font-semibold">
            {adviceWords({ safety: holds, advises: decision })}
          </span>
          {lines.some(({ safety }) => safety) ? <Tag tone="red">Safety</Tag> : null}
        </p>
        {holds && decision !== 'continue' ? <p className="text-dense font-semibold">{holdWords}</p> : null}
        {lines.length === 0 ? (
          <p className="pb-2 text-dense text-ink-2">No rule asks for a change, and none for care.</p>
        ) : (
          <ul className="pb-1">
            {lines.map((line) => (
              <Line key={line.ruleId} line={line} holds={holds} />
            ))}
          </ul>
        )}
        <Checks
          title={program.next ? `Ready for ${program.next}` : 'Ready for the next phase'}
          checks={program.checks}
        />
        <Checks title="Criteria for discharge" checks={program.discharge} />
        <NotAssessed advice={advice} />
      </Still>
    </section>
  )
}
