import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { KeptBeside, type MorningLabels } from '#components/tracking/draft/kept-beside.tsx'
import { KeptForm } from '#components/tracking/draft/kept-form.tsx'
import { ReasonField } from '#components/tracking/entries/reason-field.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import type { WordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { DRAWN, type FormAction } from '#lib/forms/result.ts'
import { swellings, swellingWords } from '#lib/tracking/entries/schema.ts'
import type { MorningBefore } from '#lib/tracking/pain-scores/schema.ts'

const choices = swellings.map((value) => ({ value, label: swellingWords[value] }))

const labels: MorningLabels = {
  swelling: swellingWords,
  log_safety: Object.fromEntries(
    logSafetyOptions.flatMap(({ id, label }) => (id === logSafetyNone ? [] : [[id, label]])),
  ),
}

/** The knee on waking: pain, swelling and the safety question, in one form. `before`: the entry that is put right. */
export function MorningForm<T>(props: {
  id: string
  view: { caseId: string; day: string; today: string; earliest: string; words: WordsAtOnce | null }
  before?: (MorningBefore & { id: string }) | null
  action: FormAction<T>
  size: 'phone' | 'desk'
}) {
  const { id, view, before, action, size } = props
  return (
    <ActionForm
      action={action}
      size={size}
      idPrefix="morning"
      label="Knee in the morning"
      className={size === 'phone' ? 'gap-8' : 'gap-6'}
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      {size === 'phone' && !before ? <KeptForm kind="morning" caseId={view.caseId} day={view.day} /> : null}
      {size === 'phone' && before ? <KeptBeside caseId={view.caseId} day={view.day} labels={labels} /> : null}
      {before ? <input type="hidden" name="supersedes" value={before.id} /> : null}
      {size === 'phone' && !before ? <input type="hidden" name={DRAWN} value={view.today} /> : null}
      <PainPicker name="score" label="Pain on waking" look="grid" defaultValue={before?.score} />
      <RadioGroup
        name="swelling"
        label="How swollen is it?"
        choices={choices}
        defaultValue={before?.swelling ?? undefined}
      />
      <SafetyQuestion words={view.words} defaults={before ?? null} />
      {before ? null : (
        <DateField name="logDate" label="Day" defaultValue={view.day} min={view.earliest} max={view.today} />
      )}
      <TextArea
        name="note"
        label="Anything to add?"
        optional
        rows={2}
        maxLength={500}
        defaultValue={before?.note}
      />
      <ReasonField size={size} supersedes={before?.id ?? null} />
      <div>
        <SubmitButton>
          {before ? 'Save the correction' : size === 'phone' ? 'Save' : 'Save the morning'}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
