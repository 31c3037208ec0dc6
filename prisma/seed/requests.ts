import { addDays, dayIn } from '#lib/dates.ts'
import { at } from './course.ts'
import { randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

type Request = {
  readonly name: string
  readonly kind: 'export' | 'correction'
  readonly asked: readonly [daysAgo: number, time: string]
  readonly done?: { readonly on: readonly [daysAgo: number, time: string]; readonly note: string }
}

const requests: readonly Request[] = [
  {
    name: 'Eva Beispiel',
    kind: 'export',
    asked: [17, '18:42'],
    done: { on: [15, '09:05'], note: 'Printed, and handed over at the visit against her signature.' },
  },
  { name: 'Greta Modellfall', kind: 'export', asked: [3, '19:20'] },
  { name: 'Eva Beispiel', kind: 'correction', asked: [2, '06:55'] },
]

/** What patients of the demo clinic asked about their record: two wait for an admin, one was done by her. */
export function writeRequests({ rows, zone, now }: { rows: Rows; zone: string; now: Date }): void {
  const today = dayIn(zone, now)
  const random = randomFrom(6000)
  const admin = rows.of('Account').find(({ roles }) => Array.isArray(roles) && roles.includes('admin'))
  for (const { name, kind, asked, done } of requests) {
    const patient = rows.of('Patient').find(({ fullName }) => fullName === name)
    if (!patient?.accountId || !admin) throw new Error(`${name} cannot ask`)
    const { clinicId, id: patientId, accountId } = patient
    const when = ([daysAgo, time]: readonly [number, string]) => at(addDays(today, -daysAgo), time)
    const [askedAt, doneAt] = [when(asked), done ? when(done.on) : null]
    const id = random.id(askedAt)
    rows.add('RecordRequest', {
      id,
      clinicId,
      patientId,
      kind,
      askedById: accountId,
      askedAt,
      doneAt,
      doneById: doneAt ? admin.id : null,
      note: done?.note ?? null,
    })
    const audit = (at: Date, type: string, by: unknown) =>
      rows.add('AuditEvent', {
        id: random.id(at),
        clinicId,
        at,
        accountId: by,
        actorKind: 'account',
        type,
        patientId,
        caseId: null,
        subjectId: id,
        data: { kind },
      })
    audit(askedAt, 'record.requested', accountId)
    if (doneAt) audit(doneAt, 'record.request_done', admin.id)
  }
}
