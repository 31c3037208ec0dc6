import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { DayLinks } from '#components/tracking/day-links.tsx'
import { ForgetDraft } from '#components/tracking/draft/forget-draft.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { dayText } from '#lib/dates.ts'
import { formKey } from '#lib/tracking/entries/forms/rules.ts'
import { recordMorningAction } from '#lib/tracking/pain-scores/actions.ts'
import type { MorningFormView } from '#lib/tracking/pain-scores/schema.ts'
import { MorningForm } from './morning-form.tsx'

/** The patient enters how the knee was on waking, today or on a day before, or puts it right. */
export function MorningScreen({ id, view }: { id: string; view: MorningFormView }) {
  const { before, entered, supersedes } = view
  return (
    <>
      <StepHeader
        back={<StepBack href={`/today?case=${view.caseId}`} />}
        title={supersedes ? 'Correct the entry' : 'Knee in the morning'}
      />
      <h1 className="mt-3 mb-1 text-ask font-semibold">
        How was the knee when you woke up on {dayText(view.day)}?
        <OfKnee knee={view.knee} />
      </h1>
      <p className="mb-4 text-label text-ink-2">
        {before ? `You entered pain ${before.score} of 10. Change what is not right.` : ''}
        {entered === null
          ? ''
          : `You entered the morning of ${dayText(view.day)} already: pain ${entered} of 10. Enter another one here.`}
      </p>
      {supersedes ? <ForgetDraft id={supersedes} /> : null}
      <MorningForm
        key={formKey(view)}
        id={id}
        view={view}
        before={before && supersedes ? { ...before, id: supersedes } : null}
        action={recordMorningAction}
        size="phone"
      />
      <div className="mt-4">
        <DayLinks
          {...{ day: view.day, today: view.today, earliest: view.earliest }}
          hrefOf={(day) => `/today/morning?case=${view.caseId}&day=${day}`}
        />
      </div>
    </>
  )
}
