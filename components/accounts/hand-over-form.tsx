import { ActionForm } from '#components/forms/action-form.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ClipboardListIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { handOverCasesAction } from '#lib/accounts/directory/actions.ts'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'
import { countText } from '#lib/dates.ts'
import { numberText } from '#lib/patients/rules.ts'

/** The forms that somebody is on go back by themselves when she leaves. */
function TakenForms({ account: { forms } }: { account: AccountDetail }) {
  if (forms.length === 0) return null
  return (
    <Section
      title={`Forms taken (${forms.length})`}
      note="Suspended, or no physio any more, this account is on none of them: they wait under Intakes for everybody."
      line={false}
    >
      <ul className="divide-y divide-line border-y border-line">
        {forms.map((form) => (
          <li key={form.intakeId} className="py-2 text-dense">
            <span className="font-semibold">{form.patientName}</span>{' '}
            <span className="num text-ink-3">{numberText(form.patientNumber)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What goes to others before an account leaves. */
export function HandOver({ account }: { account: AccountDetail }) {
  return (
    <div>
      <HandOverForm account={account} />
      <TakenForms account={account} />
    </div>
  )
}

/** The cases of somebody who leaves, each to its new lead, or all to one. Whose they are, not what is in them. */
function HandOverForm({ account }: { account: AccountDetail }) {
  if (account.cases.length === 0) {
    return (
      <Section title="Cases" line={false}>
        <EmptyState icon={ClipboardListIcon} title="No case to hand over" level={3}>
          No open case, and nothing of a closed one waits for an answer. A closed case is given to another
          physio on the patient’s page, once somebody needs it.
        </EmptyState>
      </Section>
    )
  }
  const options = account.others.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Section
      title={`Cases to hand over (${account.cases.length})`}
      note="Whoever takes a case that is led leads it from now on, else is on its team. A message is written to them."
      line={false}
    >
      {account.status === 'suspended' && account.alone > 0 ? (
        <Notice className="mb-3">
          {countText(account.alone, 'of these cases has', 'of these cases have')} nobody who can sign in:
          nobody sees what waits in {account.alone === 1 ? 'it' : 'them'} until you hand{' '}
          {account.alone === 1 ? 'it' : 'them'} over.
        </Notice>
      ) : null}
      <ActionForm action={handOverCasesAction} idPrefix="hand" label="Hand over cases">
        <input type="hidden" name="accountId" value={account.id} />
        <SelectField
          name="toAll"
          label="All to"
          empty="Choose"
          optional
          options={options}
          className="max-w-64"
        />
        <ul className="divide-y divide-line border-y border-line">
          {account.cases.map((c) => (
            <li key={c.caseId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <div className="text-dense">
                <span className="font-semibold">{c.patientName}</span>{' '}
                <span className="num text-ink-3">{numberText(c.patientNumber)}</span>
                <div className="text-caption text-ink-2">
                  {c.leads ? 'Leads' : `On the team of ${c.leadName ?? 'nobody'}`}, since {c.since}
                  {c.closed ? '. Closed; something in it waits for an answer.' : ''}
                </div>
              </div>
              <SelectField
                name={`to.${c.caseId}`}
                label={`To whom: ${c.patientName}, since ${c.since}`}
                hideLabel
                empty="As above"
                optional
                options={options}
                className="w-44"
              />
            </li>
          ))}
        </ul>
        <div>
          <SubmitButton variant="plain" pendingLabel="Handing over">
            Hand over
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
