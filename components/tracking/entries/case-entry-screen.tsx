import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { MorningForm } from '#components/tracking/morning/morning-form.tsx'
import { PainCorrection } from '#components/tracking/pain/pain-correction.tsx'
import { RunForm } from '#components/tracking/run/run-form.tsx'
import { SessionForm } from '#components/tracking/session/session-form.tsx'
import { EntryDangerNotice } from '#components/tracking/staff-log/entry-danger.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { EntryDanger } from '#lib/tracking/entries/danger/schema.ts'
import type { Correction, EntryView } from '#lib/tracking/entries/history/queries.ts'
import type { Entry } from '#lib/tracking/entries/history/schema.ts'
import { withdrawForPatientAction } from '#lib/tracking/entries/supersede/actions.ts'
import { recordMorningForPatientAction } from '#lib/tracking/pain-scores/actions.ts'
import { recordRunForPatientAction } from '#lib/tracking/run-logs/actions.ts'
import { recordSessionForPatientAction } from '#lib/tracking/session-logs/actions.ts'
import { EntryLines } from './entry-lines.tsx'

function CorrectionForm({ id, correction }: { id: string; correction: Correction }) {
  switch (correction.kind) {
    case 'pain':
      return <PainCorrection id={id} view={correction.view} />
    case 'run':
      return <RunForm view={correction.view} action={recordRunForPatientAction} size="desk" />
    case 'session':
      return <SessionForm view={correction.view} action={recordSessionForPatientAction} size="desk" />
    case 'morning': {
      const { before, supersedes } = correction.view
      return (
        <MorningForm
          id={id}
          view={correction.view}
          before={before && supersedes ? { ...before, id: supersedes } : null}
          action={recordMorningForPatientAction}
          size="desk"
        />
      )
    }
  }
}

function Withdrawal({ entry }: { entry: Entry }) {
  return (
    <section aria-labelledby="withdraw" className="border-t border-line pt-4">
      <h3 id="withdraw" className="text-heading font-semibold">
        Withdraw
      </h3>
      <ActionForm
        action={withdrawForPatientAction}
        idPrefix="withdraw"
        label="Withdraw"
        className="mt-2 gap-2"
      >
        <input type="hidden" name="caseId" value={entry.caseId} />
        <input type="hidden" name="kind" value={entry.kind} />
        <input type="hidden" name="entryId" value={entry.id} />
        <p className="text-dense text-ink-2">
          It stays readable, crossed out, and does not count any more. A red flag that it raised stays. This
          cannot be undone.
        </p>
        <TextField
          name="reason"
          label="Why it is withdrawn"
          hint="The patient reads this beside the entry."
          maxLength={200}
          autoComplete="off"
        />
        <div>
          <SubmitButton variant="plain">Withdraw this entry</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

const doneWords: Readonly<Record<string, string>> = {
  corrected: 'Corrected. What it said before stays below it.',
  withdrawn: 'Withdrawn. It does not count any more.',
}

type Props = { view: EntryView; newId: string; done: string | undefined; danger: EntryDanger | null }

/** One entry with its history; the team corrects it on the patient's behalf, or takes it back. */
export function CaseEntryScreen({ view, newId, done, danger }: Props) {
  const { frame, entry, correction } = view
  const words = done ? doneWords[done] : undefined
  return (
    <div className="max-w-[38rem] px-4 pt-4 pb-10 lg:px-6">
      <TextLink href={`/cases/${frame.caseId}/entries`} className="no-print text-dense">
        All entries
      </TextLink>
      <h2 className="mt-1 mb-3 text-heading font-semibold">Entry</h2>
      {danger ? (
        <EntryDangerNotice saved="Corrected." danger={danger} caseId={frame.caseId} />
      ) : words ? (
        <Notice tone="done" live="status" title={words} className="mb-4" />
      ) : null}
      <EntryLines entry={entry} when={frame} />
      {correction ? (
        <div className="no-print mt-6 grid gap-6">
          <section aria-labelledby="correct" className="border-t border-line pt-4">
            <h3 id="correct" className="mb-3 text-heading font-semibold">
              Correct
            </h3>
            <CorrectionForm id={newId} correction={correction} />
          </section>
          <Withdrawal entry={entry} />
        </div>
      ) : null}
    </div>
  )
}
