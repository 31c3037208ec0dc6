import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { settleContactsAction } from '#lib/patients/contacts/actions.ts'
import type { TwoContacts as Two } from '#lib/patients/contacts/rules.ts'

/** A form names other numbers than the record, and later; null while they agree. */
export function TwoContacts({ intakeId, two }: { intakeId: string; two: Two | null }) {
  if (!two) return null
  return (
    <Notice tone="amber" title="The form names other contacts than the record">
      <ul className="num">
        {two.rows.map((row) => (
          <li key={row.field}>
            {row.label}: {row.told} in the form, {row.recorded} in the record
          </li>
        ))}
      </ul>
      <ActionForm action={settleContactsAction} label="Which contacts are right" className="no-print mt-2">
        <input type="hidden" name="intakeId" value={intakeId} />
        <input type="hidden" name="stamp" value={two.stamp} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="right" value="form" variant="plain">
            Take over into the record
          </SubmitButton>
          <SubmitButton name="right" value="record" variant="ghost">
            The record is right
          </SubmitButton>
        </div>
      </ActionForm>
    </Notice>
  )
}
