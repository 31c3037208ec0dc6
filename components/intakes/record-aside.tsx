import { KneeMap } from '#components/figures/knee-map.tsx'
import { PainSwatch } from '#components/ui/pain-swatch.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import type { IntakeRecord } from '#lib/intake/record/rules.ts'

/** What one looks at first: where it hurts, how much, in the patient's own words. */
export function RecordAside({ record }: { record: IntakeRecord }) {
  return (
    <>
      <Section title="Where it hurts" line={false}>
        {record.zones.length > 0 ? (
          <KneeMap chosen={record.zones} main={record.mainZone} />
        ) : (
          <p className="text-dense text-ink-3">Not marked yet.</p>
        )}
      </Section>
      {record.pain.length > 0 ? (
        <Section title="How much, 0 to 10">
          <dl className="grid grid-cols-2 gap-x-6 text-dense">
            {record.pain.map(({ label, value }) => (
              <div key={label} className="flex items-center justify-between py-0.5">
                <dt className="text-ink-2">{label}</dt>
                <dd>
                  <PainSwatch value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      ) : null}
      {record.words ? (
        <Section title="In the patient’s words">
          <blockquote className="text-dense break-words">“{record.words}”</blockquote>
        </Section>
      ) : null}
      {record.plan.length > 0 ? (
        <Section title="To plan with">
          <Facts items={record.plan} />
        </Section>
      ) : null}
      {record.allergies ? (
        <Section title="Allergies">
          <p className="text-dense font-medium break-words">{record.allergies}</p>
        </Section>
      ) : null}
    </>
  )
}
