import { ruleText } from '#lib/alerts/findings/rules.ts'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { alertById } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { addDays, type Day, dayIn } from '#lib/dates.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { firedAnswers } from '#lib/flags/history/rules.ts'
import { flagTarget } from '#lib/flags/targets/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { submission } from '#lib/intake/completeness/rules.ts'
import { weekdays } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { filledForm } from './answers.ts'
import { writeAssessments } from './assessments.ts'
import { at, type CourseResult, writeCourse } from './course.ts'
import { writeFactors } from './factors.ts'
import { writeLetters } from './letters.ts'
import { writeNotes } from './notes.ts'
import { writeOutcomes } from './outcomes.ts'
import { complaints, type Person, type Story } from './people.ts'
import { type Random, randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

export type Staff = { readonly name: string; readonly email: string; readonly roles: readonly string[] }
export type ClinicInput = {
  readonly rows: Rows
  readonly random: Random
  readonly name: string
  readonly staff: readonly Staff[]
  readonly people: readonly Person[]
  readonly passwordHash: string
  readonly now: Date
}

export const zone = 'Europe/Zurich'
const withoutCase: readonly Story[] = [
  'red_flag',
  'emergency_draft',
  'intake_referred',
  'half_done',
  'submitted',
]

/** Days since the case was opened. */
const openedAgo: Partial<Record<Story, readonly number[]>> = {
  improving: [24, 45, 68, 90, 120, 34, 76, 150, 104, 58],
  plateau: [84, 110, 70, 130],
  flare: [62, 95, 48, 140],
  silent: [66, 88, 120, 54],
  discharged: [176, 168, 172, 150, 160],
  referred: [140, 120],
  on_hold: [90, 64],
}

const plainEmail = (name: string, clinic: string) =>
  `${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .trim()
    .replace(/ +/g, '.')}@${clinic}.example`

const specials: Partial<Record<Story, readonly Answers[]>> = {
  red_flag: [
    {
      rf_calf_pain_swelling: 'yes',
      rf_dvt_risk: ['long_travel'],
      main_problem: 'My knee hurts and since yesterday my calf is swollen and warm.',
    },
    {
      rf_bone_focal: 'yes',
      rf_bone_impact_progressive: 'yes',
      main_problem: 'One spot on the shin below the knee hurts more with every step.',
    },
  ],
  emergency_draft: [{ rf_chest_breathless: 'yes' }],
  intake_referred: [{ rf_night_pain: 'wakes_constant', rf_rest_pain_constant: 'yes', rf_weight_loss: 'yes' }],
}

export function writeClinic(input: ClinicInput): void {
  const { rows, random, now } = input
  const today = dayIn(zone, now)
  const founded = at(addDays(today, -400), '08:00')
  const clinicId = random.id(founded)
  const slug = input.name.toLowerCase().split(' ')[0] ?? 'clinic'
  rows.add('Clinic', {
    id: clinicId,
    name: input.name,
    timeZone: zone,
    phone: '+41 44 000 00 10',
    emergencyNumber: '144',
    outOfHoursPhone: '+41 44 000 00 11',
    address: 'Musterstrasse 1, 8000 Musterstadt',
    consentAge: 18,
    openingHours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['08:00', '18:00']]])),
    dutyAccountId: null,
    patientCounter: 1000 + input.people.length,
    version: 1,
    createdAt: founded,
  })
  const account = (name: string, email: string, roles: readonly string[], createdAt: Date) => {
    const id = random.id(createdAt)
    rows.add('Account', {
      id,
      clinicId,
      email,
      name,
      roles,
      status: 'active',
      lastSignInAt: null,
      version: 1,
      createdAt,
    })
    rows.add('Credential', {
      accountId: id,
      clinicId,
      passwordHash: input.passwordHash,
      changedAt: createdAt,
    })
    return id
  }
  const staff = input.staff.map((one) => ({ ...one, id: account(one.name, one.email, one.roles, founded) }))
  const physios = staff.filter((one) => one.roles.includes('physio'))
  const seen = new Map<Story, number>()
  input.people.forEach((person, index) => {
    const nth = seen.get(person.story) ?? 0
    seen.set(person.story, nth + 1)
    const lead = physios[index % physios.length]
    if (!lead) throw new Error('A clinic needs a physiotherapist')
    writePerson({
      ...input,
      clinicId,
      slug,
      today,
      person,
      index,
      nth,
      leadId: lead.id,
      otherId: physios[(index + 1) % physios.length]?.id ?? lead.id,
      account,
    })
  })
}

type PersonInput = ClinicInput & {
  clinicId: string
  slug: string
  today: Day
  person: Person
  index: number
  nth: number
  leadId: string
  otherId: string
  account: (name: string, email: string, roles: readonly string[], createdAt: Date) => string
}

function writePerson(input: PersonInput): void {
  const { rows, random, clinicId, today, person, index, nth, leadId, now } = input
  const hasCase = !withoutCase.includes(person.story)
  const ago = hasCase ? (openedAgo[person.story]?.[nth] ?? 60) : 0
  const openedOn = addDays(today, -ago)
  const invitedOn = addDays(openedOn, hasCase ? -4 : -(2 + (index % 3)))
  const submittedOn = hasCase ? addDays(openedOn, -1) : addDays(today, -1 - (nth % 2))
  const patientId = random.id(at(invitedOn, '07:00'))
  const birth = `${1966 + ((index * 7) % 38)}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + ((index * 5) % 28)).padStart(2, '0')}`
  const email = plainEmail(person.name, input.slug)
  const accountId = hasCase ? input.account(person.name, email, ['patient'], at(openedOn, '10:00')) : null
  rows.add('Patient', {
    id: patientId,
    clinicId,
    number: 1001 + index,
    fullName: person.name,
    preferredName: null,
    dateOfBirth: birth,
    sexAtBirth: person.sex,
    email,
    phone: `+41 79 000 ${String(index + 10).padStart(2, '0')} 00`,
    preferredContact: 'by_email',
    guardianName: null,
    guardianPhone: null,
    timeZone: null,
    accountId,
    createdById: leadId,
    version: 1,
    createdAt: at(invitedOn, '07:00'),
  })
  const audit = (
    when: Date,
    type: string,
    more: { caseId?: string; subjectId?: string; data?: object; by?: string | null },
  ) =>
    rows.add('AuditEvent', {
      id: random.id(when),
      clinicId,
      at: when,
      accountId: more.by === undefined ? leadId : more.by,
      actorKind: more.by === null ? 'intake_link' : 'account',
      type,
      patientId,
      caseId: more.caseId ?? null,
      subjectId: more.subjectId ?? null,
      data: more.data ?? {},
    })
  audit(at(invitedOn, '07:00'), 'patient.added', { subjectId: patientId })

  const complaint = complaints[index % complaints.length]
  if (!complaint) throw new Error('No complaint')
  const side = index % 3 === 0 ? 'left' : 'right'
  const place = `${complaint.zone}:${side}`
  const worst = person.story === 'referred' ? 7 : 4 + (index % 4)
  const special: Answers = {
    full_name: person.name,
    date_of_birth: birth,
    sex_at_birth: person.sex,
    email,
    phone: `+41 79 000 ${String(index + 10).padStart(2, '0')} 00`,
    consent_name: person.name,
    affected_side: side,
    pain_zones: [place],
    pain_zone_main: place,
    nprs_worst_7d: worst,
    nprs_average_7d: Math.max(1, worst - 2),
    nprs_now: Math.max(0, worst - 4),
    ...complaint.answers,
    ...(specials[person.story]?.[nth] ?? {}),
  }
  const draft = person.story === 'half_done' || person.story === 'emergency_draft'
  const full = filledForm(special, submittedOn)
  const until = draft ? (person.story === 'emergency_draft' ? 3 : 4 + 2 * nth) : questionnaire.sections.length
  const sections = questionnaire.sections.slice(0, until)
  const kept = new Set(sections.flatMap((section) => section.questions.map(({ id }) => id)))
  const record = submission(full, submittedOn)
  const partly = Object.fromEntries(Object.entries(full).filter(([id]) => kept.has(id)))
  const answers: Answers = draft ? partly : record.answers
  const savedAt =
    draft && person.story === 'emergency_draft'
      ? new Date(now.getTime() - 50 * 60_000)
      : at(submittedOn, `1${index % 8}:2${index % 6}`)
  const status = hasCase
    ? 'accepted'
    : person.story === 'intake_referred'
      ? 'referred'
      : draft
        ? 'draft'
        : 'submitted'
  const decidedAt = hasCase
    ? at(openedOn, '08:30')
    : person.story === 'intake_referred'
      ? at(today, '00:10')
      : null
  const intakeId = random.id(at(invitedOn, '07:05'))
  rows.add('Intake', {
    id: intakeId,
    clinicId,
    patientId,
    kind: 'intake',
    caseId: null,
    questionnaireVersion: 1,
    status,
    createdById: leadId,
    createdAt: at(invitedOn, '07:05'),
    savedAt,
    submittedAt: draft ? null : savedAt,
    filledById: null,
    assigneeId: person.story === 'red_flag' && nth === 1 ? leadId : null,
    decidedById: decidedAt ? leadId : null,
    decidedAt,
    version: 1,
  })
  rows.add('IntakeAnswers', {
    intakeId,
    clinicId,
    patientId,
    answers,
    derived: draft ? null : record.derived,
    sections: sections.map(({ id }) => id),
    version: sections.length,
    savedAt,
    consentAt: savedAt,
    decisionReason:
      person.story === 'intake_referred'
        ? 'Night pain and weight loss: sent to the family doctor for imaging first.'
        : null,
  })
  if (!draft) audit(savedAt, 'intake.submitted', { subjectId: intakeId, by: null, data: { onBehalf: false } })

  const caseId = hasCase ? random.id(at(openedOn, '08:30')) : null
  const calendar = clinicCalendar(zone, undefined)
  const results = evaluateFlags(intakeValues(answers, { today: submittedOn }), 'intake')
  for (const result of results.filter(({ outcome }) => outcome === 'raised' || outcome === 'superseded')) {
    const flagRow = random.id(savedAt)
    const covered = result.outcome === 'superseded'
    const answered = hasCase && !covered
    rows.add('RedFlag', {
      id: flagRow,
      clinicId,
      patientId,
      intakeId,
      caseId,
      source: 'intake',
      sourceId: null,
      flagId: result.id,
      urgency: result.flag.urgency,
      block: result.flag.block,
      raisedAt: savedAt,
      dueAt: flagTarget(result.id, result.time, savedAt, calendar).respondBy,
      ruleSetVersion,
      inputs: firedAnswers(result),
      answerChangedAt: null,
      supersededBy: covered ? result.supersededBy.join(' ') : null,
      supersededAt: covered ? savedAt : null,
      resolvedAt: answered ? at(openedOn, '08:40') : null,
      respondedAt: answered || person.story === 'intake_referred' ? (decidedAt ?? null) : null,
    })
    if (answered)
      rows.add('FlagResponse', {
        id: random.id(at(openedOn, '08:40')),
        clinicId,
        patientId,
        flagRowId: flagRow,
        kind: 'ruled_out',
        text: 'Asked and examined at the first visit: no sign of it.',
        byId: leadId,
        at: at(openedOn, '08:40'),
      })
  }
  if (caseId)
    writeCase(input, {
      patientId,
      caseId,
      intakeId,
      submittedOn,
      openedOn,
      side,
      worst,
      answers,
      complaint: complaint.words,
      zone: complaint.zone,
      birth,
      template: complaint.template,
      accountId,
      audit,
    })
}

type CaseInput = {
  patientId: string
  caseId: string
  intakeId: string
  submittedOn: Day
  openedOn: Day
  side: 'left' | 'right'
  zone: string
  birth: Day
  worst: number
  answers: Answers
  complaint: string
  template: string
  accountId: string | null
  audit: (
    when: Date,
    type: string,
    more: { caseId?: string; subjectId?: string; data?: object; by?: string | null },
  ) => void
}

function writeCase(input: PersonInput, of: CaseInput): void {
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
  const nextReviewOn = closedOn ? null : addDays(today, ((nth * 5 + 3) % 13) - 2)
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
  const from = addDays(openedOn, 2)
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
  const ruleOfAlert = (alertId: string, severity: string) => {
    const level = alertById(alertId)?.levels.find((one) => one.severity === severity)
    return level ? ruleText(level.rule) : ''
  }
  const alert = (alertId: string, severity: string, on: Day, sourceId: string | null, inputs: object) =>
    rows.add('Alert', {
      id: random.id(at(on, '18:00')),
      ...keys,
      alertId,
      severity,
      openedAt: at(on, '18:00'),
      sourceId,
      ruleSetVersion: alertRuleSetVersion,
      rule: ruleOfAlert(alertId, severity),
      inputs,
      ownerId: null,
      acknowledgedAt: null,
      acknowledgedById: null,
      acknowledgement: null,
      closedAt: null,
      closedById: null,
      outcome: null,
    })
  if (course.spikeOn) alert('al_session_spike', 'watch', course.spikeOn, course.spikeRunId, { run_km: 13.5 })
  if (person.story === 'silent') {
    const days = 10 + nth * 7
    alert(
      days >= 14 ? 'al_no_log_14' : 'al_no_log_7',
      days >= 14 ? 'act' : 'watch',
      addDays(last, days >= 14 ? 14 : 7),
      null,
      { ind_days_since_log: days },
    )
  }
  const change = (on: Day, to: string, reason: string, note: string) => {
    rows.add('CaseStatusChange', {
      id: random.id(at(on, '15:00')),
      ...keys,
      from: 'open',
      to,
      reason,
      note,
      byId: leadId,
      at: at(on, '15:00'),
    })
    audit(at(on, '15:00'), 'case.status_changed', { caseId, data: { from: 'open', to } })
  }
  if (heldOn) change(heldOn, 'on_hold', 'Away for several weeks; the program waits.', '')
  if (closedOn && person.story === 'discharged')
    change(
      closedOn,
      'discharged',
      'goals_reached',
      'Runs without pain at the distance she wanted. Goes on with two strength sessions a week.',
    )
  if (closedOn && person.story === 'referred')
    change(
      closedOn,
      'referred',
      'referred',
      'No important change after twelve weeks. Sent to the orthopedic specialist with a question about imaging.',
    )
}

/** What the next review compares with: the mean of the worst pain of 7 days, and the kilometers. */
function valuesOn(rows: Rows, caseId: string, on: Day): Record<string, string | null> {
  const week = (table: 'PainScore' | 'RunLog') =>
    rows
      .of(table)
      .filter((row) => row.caseId === caseId && `${row.logDate}` <= on && `${row.logDate}` > addDays(on, -7))
  const worst = new Map<string, number>()
  for (const { logDate, score } of week('PainScore'))
    worst.set(`${logDate}`, Math.max(worst.get(`${logDate}`) ?? 0, Number(score)))
  const sum = [...worst.values()].reduce((total, value) => total + value, 0)
  const km = week('RunLog').reduce((total, run) => total + Number(run.km), 0)
  return {
    ind_pain_7d: worst.size < 3 ? null : (sum / worst.size).toFixed(1),
    ind_week_km: km.toFixed(1),
  }
}

function writeReviews(input: PersonInput, of: CaseInput, from: Day, last: Day): void {
  const { rows, random, clinicId, person, leadId } = input
  const words: Partial<Record<Story, readonly [string, string]>> = {
    plateau: [
      'change_plan',
      'Pain has not moved for four weeks although the work is done. Other exercises for the hip, same volume.',
    ],
    flare: ['continue', 'Doing well so far. Keep single runs below the cap.'],
    referred: ['refer', 'Little change in spite of the work done.'],
    discharged: ['progress', 'Pain stays low with more load.'],
  }
  const [decision, text] = words[person.story] ?? ['progress', 'Less pain with more load: next phase.']
  for (const days of [24, 66]) {
    const on = addDays(from, days)
    if (on > last) continue
    const id = random.id(at(on, '07:30'))
    rows.add('Review', {
      id,
      clinicId,
      patientId: of.patientId,
      caseId: of.caseId,
      on,
      ruleSetVersion,
      decision,
      text,
      indicators: { values: valuesOn(rows, of.caseId, on) },
      nextReviewOn: decision === 'refer' ? null : addDays(on, 28),
      signedById: leadId,
      signedAt: at(on, '07:30'),
    })
    of.audit(at(on, '07:30'), 'review.signed', { caseId: of.caseId, subjectId: id, data: { decision } })
  }
}
