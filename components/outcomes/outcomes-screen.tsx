import { ActionForm } from '#components/forms/action-form.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import { gradesInWords } from '#lib/content/grades.ts'
import { expectations, instruments } from '#lib/content/outcomes/instruments.ts'
import { kneeMeasures } from '#lib/content/outcomes/types.ts'
import { countText, dayNumber } from '#lib/dates.ts'
import { chooseKneeMeasureAction } from '#lib/outcomes/choice/actions.ts'
import type { CaseOutcomes } from '#lib/outcomes/queries.ts'
import { EnterForm, EnterLinks } from './enter-form.tsx'
import { EntryList } from './entry-list.tsx'
import { ScaleSection } from './scale-section.tsx'

const savedWords: Readonly<Record<string, string>> = {
  knee: 'The knee measure is chosen.',
  withdrawn: 'The entry does not count any more. It stays in the record.',
}

const changing =
  'Changed during treatment, the new one counts from its first complete form within 14 days, unless it was filled at the start; without one it shows no change. What the old one showed stays in the table and counts as neither better nor worse.'

function KneeMeasure({ view }: { view: CaseOutcomes }) {
  const options = kneeMeasures.map((id) => ({
    value: id,
    label: `${instruments[id].short}${view.held.includes(id) ? '' : ', from paper only'}`,
  }))
  const chosen = view.knee ? instruments[view.knee].name : 'Not chosen yet'
  return (
    <Section
      title="Knee measure"
      note={`One for the whole course: KOOS-PF or AKPS for kneecap pain, LEFS or KOOS for other knee pain.${view.knee ? ` ${changing}` : ''}`}
    >
      {view.frame.mayWrite ? (
        <ActionForm
          action={chooseKneeMeasureAction}
          idPrefix="knee"
          label="Knee measure"
          className="max-w-md grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
        >
          <input type="hidden" name="caseId" value={view.frame.caseId} />
          <SelectField
            name="kneeMeasure"
            label="Knee measure"
            hideLabel
            options={options}
            empty="Choose"
            defaultValue={view.knee ?? ''}
          />
          <SubmitButton variant="plain" size="field">
            {view.knee ? 'Change' : 'Choose'}
          </SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-dense">{chosen}</p>
      )}
    </Section>
  )
}

function Due({ view }: { view: CaseOutcomes }) {
  return (
    <Section title="Wanted now" line={false}>
      {view.due.length === 0 ? (
        <p className="text-dense text-ink-2">Nothing is wanted now.</p>
      ) : (
        <Facts items={view.due.map(({ name, text }) => ({ term: name, value: text }))} width="7rem" />
      )}
    </Section>
  )
}

type ScreenProps = { view: CaseOutcomes; saved: string | null; missing: number | null }

/** The outcome measures of a case: what is wanted, what has changed, the course of each, and the forms themselves. */
export function OutcomesScreen({ view, saved, missing }: ScreenProps) {
  const { frame, scales, enter, prognosis } = view
  const today = dayNumber(frame.today)
  return (
    <div className="px-4 pt-4 pb-8 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-8 lg:px-6">
      <div className="min-w-0">
        {saved ? (
          <Notice tone="done" live="status" className="mb-4">
            {missing
              ? `The form is saved with ${countText(missing, 'answer')} missing. Add what is on the form under “Correct”.`
              : (savedWords[saved] ?? 'The form is saved.')}
          </Notice>
        ) : null}
        {enter ? <EnterForm form={enter} frame={frame} /> : null}
        {scales.map((scale, at) => (
          <ScaleSection key={scale.id} scale={scale} today={today} line={at > 0 || enter !== null} />
        ))}
      </div>
      <div className="min-w-0">
        <Due view={view} />
        {prognosis ? (
          <Notice className="mb-4" title={prognosis.text}>
            {gradesInWords(prognosis.source)}
          </Notice>
        ) : null}
        <p className="mb-4 text-dense text-ink-2">
          {expectations.text} <span className="num">{expectations.source}</span>
        </p>
        <KneeMeasure view={view} />
        {view.mayFill ? <EnterLinks caseId={frame.caseId} /> : null}
        <EntryList view={view} />
      </div>
    </div>
  )
}
