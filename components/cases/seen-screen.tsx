import { Section } from '#components/ui/section.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseSeen, SeenBy } from '#lib/cases/seen/queries.ts'

const Line = ({ person }: { person: SeenBy }) => (
  <Row tall>
    <Cell>
      <span className="font-semibold [overflow-wrap:anywhere]">{person.name}</span>
      {person.role ? <span className="block text-caption text-ink-2">{person.role}</span> : null}
      <span className="block text-caption text-ink-2 sm:hidden">
        {person.place}; {person.what}
      </span>
    </Cell>
    <Cell className="max-sm:hidden">{person.place}</Cell>
    <Cell className="max-sm:hidden">{person.what}</Cell>
    <Cell className="num sm:whitespace-nowrap">{person.days}</Cell>
    <Cell className="sm:whitespace-nowrap">
      <Time at={person.last} text={person.lastText} />
    </Cell>
  </Row>
)

/** Who of the clinic had this record before them, and who opened it from outside the team and why. */
export function SeenScreen({ view }: { view: CaseSeen }) {
  const { people, glass } = view
  return (
    <div className="max-w-4xl px-4 pt-4 pb-8 lg:px-6">
      <Section
        title="Who saw this case"
        line={false}
        note="Everybody of the clinic but the patient; days on which it was read or written"
      >
        <div className="-mx-4 lg:-mx-6">
          {/* On a phone place and deed stand under the name: nothing is pushed sideways. */}
          <Table label="Who saw this case" still>
            <TableHead>
              <HeadCell>Person</HeadCell>
              <HeadCell className="max-sm:hidden">Place</HeadCell>
              <HeadCell className="max-sm:hidden">Did</HeadCell>
              <HeadCell>On</HeadCell>
              <HeadCell>Last</HeadCell>
            </TableHead>
            <tbody>
              {people.map((person) => (
                <Line key={person.id} person={person} />
              ))}
            </tbody>
          </Table>
        </div>
      </Section>
      <Section title="Opened from outside the care team">
        {glass.length === 0 ? (
          <p className="text-dense text-ink-3">Nobody has opened it from outside.</p>
        ) : (
          <ul className="divide-y divide-line">
            {glass.map(({ id, name, reason, at, atText }) => (
              <li key={id} className="py-2 text-dense">
                <span className="flex flex-wrap items-baseline gap-x-3">
                  <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
                  <Time at={at} text={atText} className="text-ink-3" />
                </span>
                <p className="break-words whitespace-pre-line">{reason}</p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
