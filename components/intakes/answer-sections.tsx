import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { AnswerLine, IntakeRecord } from '#lib/intake/record/rules.ts'

function Lines({ lines }: { lines: readonly AnswerLine[] }) {
  return (
    <dl className="grid gap-y-1 text-dense md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] md:gap-x-6">
      {lines.map(({ id, label, answer }) => (
        <div key={id} className="contents">
          <dt className="text-ink-2">{label}</dt>
          <dd className={answer === null ? 'text-ink-3 max-md:mb-2' : 'font-medium break-words max-md:mb-2'}>
            {answer ?? 'Not answered'}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** All answers by section, and the values calculated from them. */
export function AnswerSections({ record, open = false }: { record: IntakeRecord; open?: boolean }) {
  return (
    <Section title="All answers" id="answers">
      <div className="grid gap-1.5">
        {record.sections.map((section) => (
          <Disclosure
            key={section.id}
            open={open}
            className="row-details"
            summary={
              <>
                {section.title}
                {section.missing > 0 ? (
                  <span className="font-normal text-ink-3">
                    {countText(section.missing, 'answer')} missing
                  </span>
                ) : null}
              </>
            }
          >
            <Lines lines={section.lines} />
          </Disclosure>
        ))}
        {record.derived.length > 0 ? (
          <Disclosure summary="Calculated from the answers" open={open} className="row-details">
            <Lines lines={record.derived} />
          </Disclosure>
        ) : null}
      </div>
    </Section>
  )
}
