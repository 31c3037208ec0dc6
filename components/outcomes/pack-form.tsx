import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox, CheckboxGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { ostrcOptions, ostrcOptionWords } from '#lib/content/outcomes/running.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { newId } from '#lib/ids.ts'
import { addPackAction } from '#lib/outcomes/packs/actions.ts'
import { PackTexts } from './pack-texts.tsx'

/** Pasting the texts of one instrument, with the permission that the clinic holds. */
export function PackForm({ measure }: { measure: MeasureId }) {
  const instrument = instruments[measure]
  return (
    <Section title={`Texts of ${instrument.short}`} id="paste" line={false} note={instrument.permission}>
      {instrument.checkFirst ? (
        <Notice className="mb-4" title="Compare with the official form">
          {instrument.checkFirst}
        </Notice>
      ) : null}
      <ActionForm action={addPackAction} idPrefix="pack" label={`Texts of ${instrument.name}`}>
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="measure" value={measure} />
        <TextField
          name="language"
          label="Language"
          defaultValue="en"
          hint="A tag such as en, de or de-CH"
          autoComplete="off"
          className="max-w-48"
        />
        <TextArea
          name="permission"
          label="Permission"
          rows={2}
          maxLength={1000}
          hint="Who permitted the use, when, and under what conditions"
        />
        <PackTexts measure={measure} />
        {measure === 'ostrc_o2' ? (
          <CheckboxGroup
            name="options"
            label="Rules of the questionnaire"
            optional
            hint="Believed, not confirmed: check them on the official form. Off, all four questions are asked."
            choices={ostrcOptions.map((value) => ({ value, label: ostrcOptionWords[value] }))}
          />
        ) : null}
        <Checkbox
          name="compared"
          label="I compared the items, the order of the answers and their points with the official form."
        />
        <div className="flex gap-2">
          <SubmitButton>Use these texts</SubmitButton>
          <LinkButton variant="ghost" href="/admin/clinic/instruments">
            Cancel
          </LinkButton>
        </div>
      </ActionForm>
    </Section>
  )
}
