import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { setStandingOrderAction } from '#lib/programs/progression/standing/actions.ts'

type Props = { caseId: string; standing: { byName: string; since: string } | null; mayWrite: boolean }

/** Whether a change of dose waits for the physio or applies itself; what never does is said beside it. */
export function StandingOrder({ caseId, standing, mayWrite }: Props) {
  if (!standing && !mayWrite) return null
  return (
    <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 rounded-box bg-base-200 px-3 py-2.5">
      <div className="max-w-2xl text-dense">
        <div className="font-semibold">
          {standing
            ? `Changes of dose apply themselves, by order of ${standing.byName} since ${standing.since}`
            : 'Every change waits for an answer'}
        </div>
        <p className="text-ink-2">
          {standing
            ? 'Within a phase, in the name of who ordered it, and only while no flag and no urgent alert is open; less is always applied. '
            : 'You can let changes of dose within a phase apply themselves. '}
          Another phase, a harder exercise, a first jump and running stages always wait for a physio.
        </p>
      </div>
      {mayWrite ? (
        <ActionForm
          action={setStandingOrderAction}
          idPrefix="standing"
          label="Changes of dose"
          className="justify-items-start"
        >
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="on" value={standing ? 'no' : 'yes'} />
          <SubmitButton variant="plain" pendingLabel="Saving">
            {standing ? 'Let them wait again' : 'Let them apply themselves'}
          </SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  )
}
