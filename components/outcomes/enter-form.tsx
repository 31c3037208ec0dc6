import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { ReasonField } from '#components/tracking/entries/reason-field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { earliestDay } from '#lib/cases/rules.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { newId } from '#lib/ids.ts'
import { enterOutcomeAction } from '#lib/outcomes/entries/actions.ts'
import type { CaseOutcomes } from '#lib/outcomes/queries.ts'
import { Questions } from './questions.tsx'

const order: readonly MeasureId[] = [
  ...([
    'psfs',
    'groc',
    'akps',
    'koos_pf',
    'lefs',
    'koos',
    'uwri',
    'ostrc_o2',
    'nprs',
    'weekly_check',
  ] as const),
]

/** Which form is to be entered: a link each, so that the choice has an address. */
export function EnterLinks({ caseId }: { caseId: string }) {
  return (
    <Section
      title="Enter a form"
      note="From paper, or asked in the visit. Each entry says how it was asked and by whom."
    >
      <ul className="flex flex-wrap gap-2">
        {order.map((id) => (
          <li key={id}>
            <LinkButton href={`/cases/${caseId}/outcomes?enter=${id}#enter`}>
              {instruments[id].short}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type EnterFormProps = {
  form: NonNullable<CaseOutcomes['enter']>
  frame: { today: string; openedOn: string }
}

/** A form filled by the care team: item by item, with the texts where the clinic holds them, else theme and points. */
export function EnterForm({ form, frame }: EnterFormProps) {
  const instrument = instruments[form.measure]
  const paper = instrument.texts === 'pack' && form.packId === null
  return (
    <Section
      title={`${form.corrects ? 'Correct' : 'Enter'}: ${instrument.name}`}
      id="enter"
      line={false}
      note={
        paper
          ? 'The texts of this form are not held here: copy the points from the paper form, item by item, in its order.'
          : form.intro
      }
    >
      <ActionForm
        action={enterOutcomeAction}
        idPrefix="enter"
        label={instrument.name}
        className="max-w-xl gap-5"
      >
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={form.caseId} />
        <input type="hidden" name="measure" value={form.measure} />
        {form.packId ? <input type="hidden" name="packId" value={form.packId} /> : null}
        {form.supersedes ? <input type="hidden" name="supersedes" value={form.supersedes} /> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField
            name="on"
            label="Day"
            defaultValue={form.on}
            min={earliestDay(frame.openedOn)}
            max={frame.today}
          />
          {/* What is put right stays the form that it was. */}
          {form.corrects ? null : (
            <RadioGroup
              name="mode"
              label="How it was asked"
              inline
              choices={[
                { value: 'paper', label: 'On paper' },
                { value: 'interview', label: 'In the visit' },
              ]}
            />
          )}
          {paper && !form.corrects ? (
            <TextField
              name="language"
              label="Language of the form"
              defaultValue="en"
              hint="en, de, fr"
              autoComplete="off"
            />
          ) : null}
        </div>
        <ReasonField size="desk" supersedes={form.asksWhy ? form.supersedes : null} />
        {form.measure === 'koos' ? (
          <p className="text-caption text-ink-2">If two boxes are marked, enter the worse one.</p>
        ) : null}
        {form.questions.length > 0 ? (
          <Questions form={form} optional={form.measure === 'weekly_check'} />
        ) : (
          <p className="text-dense text-ink-2">The patient has named no activities in the intake.</p>
        )}
        <div className="flex gap-2">
          <SubmitButton>Save</SubmitButton>
          <LinkButton variant="ghost" href={`/cases/${form.caseId}/outcomes`}>
            Cancel
          </LinkButton>
        </div>
      </ActionForm>
    </Section>
  )
}
