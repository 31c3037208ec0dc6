import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/tag.tsx'
import { packInstruments } from '#lib/content/outcomes/instruments.ts'
import type { Instrument, MeasureId } from '#lib/content/outcomes/types.ts'
import { countText } from '#lib/dates.ts'
import { retirePackAction } from '#lib/outcomes/packs/actions.ts'
import type { PackView } from '#lib/outcomes/packs/queries.ts'
import { PackForm } from './pack-form.tsx'
import { PackPreview } from './pack-texts.tsx'

function Pack({ pack }: { pack: PackView }) {
  return (
    <li className="py-2 text-dense">
      <StateMark state="on">
        <span>
          In use in <span className="font-semibold">{pack.language}</span>
          <span className="text-ink-3">
            , brought in by {pack.by} on {pack.onText}
          </span>
        </span>
      </StateMark>
      <p className="mt-0.5 break-words text-ink-2">Permission: {pack.permission}</p>
      <Disclosure summary="Look at the texts">
        <div lang={pack.language}>
          <PackPreview measure={pack.measure} texts={pack.texts} />
        </div>
      </Disclosure>
      <Disclosure summary="Take out of use">
        <ActionForm
          action={retirePackAction}
          idPrefix={`retire-${pack.id}`}
          label={`Take ${pack.language} out of use`}
        >
          <input type="hidden" name="packId" value={pack.id} />
          <p>Patients cannot fill this form any more. What was filled stays.</p>
          <div>
            <SubmitButton variant="plain">Take out of use</SubmitButton>
          </div>
        </ActionForm>
      </Disclosure>
    </li>
  )
}

function InstrumentPart(props: { instrument: Instrument; packs: readonly PackView[]; line: boolean }) {
  const { instrument, packs, line } = props
  return (
    <Section
      title={instrument.name}
      line={line}
      note={`${instrument.short}, ${countText(instrument.items.length, 'item')}. ${instrument.permission}`}
      aside={
        <LinkButton href={`/admin/clinic/instruments?measure=${instrument.id}#paste`}>Paste texts</LinkButton>
      }
    >
      {packs.length === 0 ? (
        <p className="text-dense text-ink-2">No texts here: staff type scores in from paper.</p>
      ) : (
        <ul className="divide-y divide-line">
          {packs.map((pack) => (
            <Pack key={pack.id} pack={pack} />
          ))}
        </ul>
      )}
    </Section>
  )
}

type Props = { packs: readonly PackView[]; measure: MeasureId | null; saved: string | null }

/** The item texts that the clinic may use: pasted by an admin with the permission, never part of the product. */
export function InstrumentsScreen({ packs, measure, saved }: Props) {
  return (
    <>
      <PageHeader
        title="Questionnaires"
        note="Scoring is built in. The words of most instruments belong to others: paste those you have permission for."
      />
      <div className="max-w-3xl px-4 py-5 lg:px-6">
        {saved ? (
          <Notice tone="done" live="status" className="mb-4">
            {saved === 'retired' ? 'The texts are out of use.' : 'The texts are in use.'}
          </Notice>
        ) : null}
        {measure && !saved ? <PackForm key={measure} measure={measure} /> : null}
        {packInstruments.map((instrument, at) => (
          <InstrumentPart
            key={instrument.id}
            instrument={instrument}
            packs={packs.filter((pack) => pack.measure === instrument.id)}
            line={at > 0 || (measure !== null && !saved)}
          />
        ))}
      </div>
    </>
  )
}
