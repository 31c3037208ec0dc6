import { addDays, type Day } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { weekdays } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { writeAlerts } from './alerts.ts'
import { writeAssessments } from './assessments.ts'
import { at, type CourseResult, writeCourse } from './course.ts'
import { writeFactors } from './factors.ts'
import { writeLetters } from './letters.ts'
import { writeNotes } from './notes.ts'
import { writeOutcomes } from './outcomes.ts'
import type { Audit, PatientInput } from './patients.ts'
import { randomFrom } from './random.ts'
import { nextReview, reviewDays, writeReviews } from './reviews.ts'
import { writeStatus } from './statuses.ts'

export type CaseInput = {
  readonly patientId: string
  readonly caseId: string
  readonly intakeId: string
  readonly submittedOn: Day
  readonly openedOn: Day
  readonly side: 'left' | 'right'
  readonly zone: string
  readonly birth: Day
  readonly worst: number
  readonly answers: Answers
  readonly complaint: string
  readonly template: string
  readonly accountId: string | null
  readonly audit: Audit
}

/** A case with its team and all that its story holds. */
export function writeCase(input: PatientInput, of: CaseInput): void {
  const { rows, random, clinicId, today, person, leadId, nth, now } = input
  const { patientId, caseId, openedOn, audit } = of
  const keys = { clinicId, patientId, caseId }
  const closedOn =
    person.story === 'discharged'
      ? addDays(today, -(6 + nth * 9))
      : person.story === 'referred'
        ? addDays(today, -(12 + nth * 10))
        : null
  const heldOn = person.story === 'on_hold' ? addDays(today, -(8 + nth * 6)) : null
  const last = closedOn ?? heldOn ?? (person.story === 'silent' ? addDays(today, -(10 + nth * 7)) : today)
  const status =
    person.story === 'discharged' || person.story === 'referred' || person.story === 'on_hold'
      ? person.story
      : 'open'
  const from = addDays(openedOn, 2)
  const reviewed = reviewDays(person.story, from, last, now).at(-1)
  const planned = addDays(today, ((nth * 5 + 3) % 13) - 2)
  const nextReviewOn = closedOn ? null : reviewed && reviewed >= planned ? nextReview(reviewed) : planned
  rows.add('Case', {
    id: caseId,
    clinicId,
    patientId,
    intakeId: of.intakeId,
    complaint: of.complaint,
    side: of.side,
    status,
    openedAt: at(openedOn, '08:30'),
    openedById: leadId,
    closedAt: closedOn ? at(closedOn, '15:00') : null,
    nextReviewOn,
    version: 1,
  })
  const member = (accountId: string, role: string) =>
    rows.add('CareTeamMember', {
      id: random.id(at(openedOn, '08:30')),
      ...keys,
      accountId,
      role,
      addedAt: at(openedOn, '08:30'),
      addedById: leadId,
      removedAt: null,
    })
  member(leadId, 'lead')
  if (nth % 2 === 0 && input.otherId !== leadId) member(input.otherId, 'member')
  audit(at(openedOn, '08:30'), 'intake.accepted', { caseId, subjectId: of.intakeId, data: { leadId } })
  audit(at(openedOn, '08:31'), 'case.opened', { caseId, subjectId: caseId })
  writeFactors({
    rows,
    of: keys,
    intakeId: of.intakeId,
    answers: of.answers,
    submittedOn: of.submittedOn,
    openedOn,
    last,
    leadId,
    seed: input.index + (input.slug === 'demo' ? 0 : 1000),
    audit,
  })
  writeAssessments({
    rows,
    of: keys,
    index: input.index,
    nth,
    story: person.story,
    complaintZone: of.zone,
    side: of.side,
    sex: person.sex,
    birth: of.birth,
    answers: of.answers,
    leadId,
    openedOn,
    last,
    now,
  })
  writeNotes({
    rows,
    of: keys,
    seed: input.index + (input.slug === 'demo' ? 2000 : 3000),
    nth,
    story: person.story,
    answers: of.answers,
    leadId,
    openedOn,
    last,
    closed: closedOn !== null,
    now,
  })
  if (closedOn && nth < 2)
    writeLetters({
      rows,
      of: keys,
      seed: input.index + (input.slug === 'demo' ? 4000 : 5000),
      referred: person.story === 'referred',
      complaint: of.complaint,
      side: of.side,
      answers: of.answers,
      leadId,
      openedOn,
      closedOn,
      now,
    })
  const list = (id: string): string[] => (Array.isArray(of.answers[id]) ? (of.answers[id] as string[]) : [])
  const program = fromTemplate(of.template, {
    equipment: list('equipment'),
    daysAvailable: weekdays.filter((day) => list('days_available').includes(day)),
    minutesPerSession: Number(of.answers.minutes_per_session ?? 30),
  })
  if (!program) throw new Error(`No template ${of.template}`)
  const course: CourseResult = writeCourse({
    rows,
    random,
    of: keys,
    story: person.story,
    content: program.content,
    templateId: of.template,
    leadId,
    enteredById: of.accountId ?? leadId,
    onBehalf: of.accountId === null,
    from,
    until: last,
    now,
    worst: of.worst,
  })
  course.versions.forEach(({ id, on }, place) => {
    const data = { versionId: id, number: place + 1 }
    audit(at(on, '06:10'), 'program.published', { caseId, subjectId: id, data })
  })
  writeReviews(input, of, from, last)
  writeOutcomes({
    rows,
    // Numbers of their own, so that the rest of the clinic does not depend on them.
    random: randomFrom(random.int(1, 1_000_000)),
    of: keys,
    story: person.story,
    side: of.side,
    answers: of.answers,
    kneecap: of.template !== 'prog_itb',
    leadId,
    patientAccountId: of.accountId,
    openedOn,
    from,
    until: last,
    closed: closedOn !== null,
    now,
  })
  writeAlerts(input, keys, course, last)
  writeStatus(input, of, { heldOn, closedOn })
}
