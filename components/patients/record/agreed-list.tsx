import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { changeConsentAction } from '#lib/intake/consents/actions.ts'
import type { ConsentView } from '#lib/intake/consents/schema.ts'
import type { OwnRecord } from '#lib/patients/record/schema.ts'

const answerWords = { yes: 'Yes', no: 'No' } as const

function Agreed({ one, mayAgree }: { one: ConsentView; mayAgree: boolean }) {
  const { consent, answer, wording, source } = one
  const asked = (['yes', 'no'] as const).filter((way) => way !== answer)
  return (
    <li className="py-3">
      <p id={`agreed-${consent}`} className="text-label">
        <span className="font-semibold">{answer ? answerWords[answer] : 'Not answered'}</span>: {wording}
      </p>
      {answer ? <p className="num text-label text-ink-2 [overflow-wrap:anywhere]">{source}</p> : null}
      <ActionForm
        action={changeConsentAction}
        idPrefix={consent}
        size="phone"
        label={wording}
        className="mt-2"
      >
        <input type="hidden" name="consent" value={consent} />
        <div className="flex flex-wrap gap-2">
          {asked.map((way) =>
            way === 'yes' && !mayAgree ? (
              <p key={way} className="text-label text-ink-2">
                Your parent or guardian can agree to this. Call the clinic together.
              </p>
            ) : (
              <SubmitButton key={way} variant="plain" size="phone" name="answer" value={way}>
                {way === 'yes' ? 'I agree' : 'I do not agree'}
                <span className="sr-only">: {wording}</span>
              </SubmitButton>
            ),
          )}
        </div>
      </ActionForm>
    </li>
  )
}

function SaidLines({ said, summary }: { said: OwnRecord['said']; summary: string }) {
  if (said.length === 0) return null
  return (
    <Disclosure phone summary={summary}>
      <ul className="num grid gap-2 [overflow-wrap:anywhere]">
        {said.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** What she agrees to now, each with what changes it; below, what she signed and what was said since. */
export function AgreedList({ record }: { record: OwnRecord }) {
  if (record.consents.length === 0)
    return (
      <>
        <p className="text-label text-ink-2">You find here what you agree to when you send your form.</p>
        <SaidLines said={record.said} summary="Said until now" />
      </>
    )
  return (
    <>
      <p className="text-label text-ink-2">You can change your mind at any time. It counts from now on.</p>
      <ul className="divide-y divide-line">
        {record.agreed.map((one) => (
          <Agreed key={one.consent} one={one} mayAgree={record.agreesHerself} />
        ))}
      </ul>
      {record.consents.map(({ id, given, version, answers }) => (
        <Disclosure key={id} phone summary={`Signed ${given}, wording version ${version}`}>
          <ul className="grid gap-2">
            {answers.map(({ wording, yes }) => (
              <li key={wording}>
                <span className="font-semibold text-base-content">{yes ? 'Yes' : 'No'}</span>: {wording}
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
      <SaidLines said={record.said} summary="Changed since" />
    </>
  )
}
