import 'server-only'
import { type AccountActor, isPatient, type Role } from '#lib/access/actor.ts'
import { ownSessions } from '#lib/accounts/own/queries.ts'
import { readRoles } from '#lib/accounts/rules.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { typesOfKind } from '#lib/audit/kinds/rules.ts'
import { dayIn, fromDbDate, fullDayText, nearDayText, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { agreesHerself, consentsSaid, signedForms, standingConsents } from '#lib/intake/consents/queries.ts'
import { consentViews, saidLines } from '#lib/intake/consents/rules.ts'
import { numberText } from '#lib/patients/rules.ts'
import { consentAnswers, roleText, seenText } from './rules.ts'
import type { OwnRecord, Seen } from './schema.ts'

type Own = AccountActor & { patientId: string }

const SEEN_A_PAGE = 20

type SeenRow = { day: string; name: string; roles: Role[] | string; types: string[]; glass: boolean }

/** One row a day and person, newest first; one more than a page shows. What a rule wrote in somebody's name is not her doing. */
async function whoSaw(tx: Tx, actor: Own, page: number, now: Date): Promise<Seen[]> {
  const rows = await tx.$queryRaw<SeenRow[]>`
    SELECT day, name, roles::text AS roles, types, glass
    FROM own_record_seen(${actor.ownZone}, ${typesOfKind('rule')}::text[], ${SEEN_A_PAGE + 1}::int, ${page * SEEN_A_PAGE}::int)`
  const today = dayIn(actor.ownZone, now)
  return rows.map(({ day, name, roles, types, glass }) => ({
    day,
    dayText: nearDayText(day, today),
    name,
    glass,
    role: roleText(readRoles(roles)),
    what: seenText(types, glass),
  }))
}

async function consentsOf(tx: Tx, { clinicId, patientId, ownZone }: Own): Promise<OwnRecord['consents']> {
  const rows = await tx.intakeAnswers.findMany({
    where: { clinicId, patientId, consentAt: { not: null }, intake: { submittedAt: { not: null } } },
    orderBy: { consentAt: 'desc' },
    select: {
      intakeId: true,
      answers: true,
      consentAt: true,
      intake: { select: { questionnaireVersion: true } },
    },
  })
  return rows.map(({ intakeId, answers, consentAt, intake }) => ({
    id: intakeId,
    given: fullDayText(dayIn(ownZone, consentAt ?? new Date(0))),
    version: intake.questionnaireVersion,
    answers: consentAnswers(answers && typeof answers === 'object' ? { ...answers } : {}),
  }))
}

/** What she agrees to now, and what was said of it besides her forms. */
async function agreedOf(
  tx: Tx,
  actor: Own,
  now: Date,
): Promise<Pick<OwnRecord, 'agreed' | 'agreesHerself' | 'said'>> {
  const forms = await signedForms(tx, actor)
  const said = await consentsSaid(tx, actor, 'patient')
  const reader = { zone: actor.ownZone, own: true }
  return {
    agreed: forms.length === 0 ? [] : consentViews(await standingConsents(tx, actor.patientId), said, reader),
    agreesHerself: await agreesHerself(tx, actor, forms, now),
    said: saidLines(said, reader),
  }
}

const REQUESTS_SHOWN = 10

type Request = Omit<OwnRecord['requests'][number], 'when' | 'done'> & { askedAt: Date; doneAt: Date | null }

/** The newest ones, with when they were done and what she was answered; never what the clinic wrote for itself. */
async function requestsOf(tx: Tx, actor: Own, now: Date): Promise<OwnRecord['requests']> {
  const rows = await tx.$queryRaw<Request[]>`SELECT * FROM own_record_requests(${REQUESTS_SHOWN}::int)`
  return rows.map(({ id, kind, answer, askedAt, doneAt, takenBack }) => ({
    id,
    kind,
    answer,
    takenBack,
    when: timeText(askedAt, actor.ownZone, now),
    done: doneAt && timeText(doneAt, actor.ownZone, now),
  }))
}

/** A patient's own record as such: who saw it, what she agreed to, her details, her requests, where she is signed in. */
export function ownRecord(actor: AccountActor, page: number, now: Date = new Date()): Promise<OwnRecord> {
  return asActor(actor, async (tx) => {
    if (!isPatient(actor)) throw new NotFound('record')
    const { clinicId, patientId } = actor
    const patient = await tx.patient.findFirst({ where: { clinicId, id: patientId } })
    const clinic = await tx.clinic.findFirst({ where: { id: clinicId }, select: { phone: true } })
    if (!patient || !clinic) throw new NotFound('record')
    const seen = await whoSaw(tx, actor, page, now)
    await recordAudit(tx, actor, { type: 'own_record.read', patientId, data: { page: 'record' } })
    const { agreed, agreesHerself: mayAgree, said } = await agreedOf(tx, actor, now)
    const details = [
      ['Name', patient.fullName],
      ['You are called', patient.preferredName],
      ['Born', fullDayText(fromDbDate(patient.dateOfBirth))],
      ['E-mail', patient.email],
      ['Phone', patient.phone],
      ['Guardian', [patient.guardianName, patient.guardianPhone].filter(Boolean).join(', ')],
      ['Your number here', numberText(patient.number)],
    ] as const
    return {
      details: details.flatMap(([term, value]) => (value ? [{ term, value }] : [])),
      clinicPhone: clinic.phone,
      seen: seen.slice(0, SEEN_A_PAGE),
      page,
      more: seen.length > SEEN_A_PAGE,
      consents: await consentsOf(tx, actor),
      agreed,
      agreesHerself: mayAgree,
      said,
      requests: await requestsOf(tx, actor, now),
      sessions: await ownSessions(tx, actor, now),
    }
  })
}
