import { storedContext } from '#lib/assessment/context/rules.ts'
import type { Raw, RawValue } from '#lib/assessment/schema.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { addDays, ageOn, type Day, daysBetween } from '#lib/dates.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { at } from './course.ts'
import type { Story } from './people.ts'
import { randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

type AssessmentsInput = {
  readonly rows: Rows
  readonly of: { clinicId: string; patientId: string; caseId: string }
  readonly index: number
  readonly nth: number
  readonly story: Story
  readonly complaintZone: string
  readonly side: 'left' | 'right'
  readonly sex: 'female' | 'male'
  readonly birth: Day
  readonly answers: Answers
  readonly leadId: string
  readonly openedOn: Day
  /** Last day on which something was done in the case. */
  readonly last: Day
  readonly now: Date
}

const other = (side: 'left' | 'right') => (side === 'left' ? 'right' : 'left')

/** The end of a UUIDv7 is chance, and the same for the same demo. */
const seedOf = (id: string) => Number.parseInt(id.slice(-8), 16)

/** Share of the deficit that is left at a re-test. */
const leftOver: Partial<Record<Story, number>> = { plateau: 0.8, referred: 0.95, discharged: 0.15 }

/** Which tests a complaint makes positive on the painful side, and the rest that is tried. */
const testsOf: Readonly<
  Record<string, { positive: readonly string[]; pain: Readonly<Record<string, number>> }>
> = {
  zone_peripatellar: {
    positive: [
      'test_squat_pain',
      'test_stepdown_pain',
      'test_resisted_extension_pain',
      'palp_patellar_facets',
    ],
    pain: { test_stepdown_pain: 4 },
  },
  zone_lateral_epicondyle: {
    positive: ['test_noble', 'palp_lateral_epicondyle'],
    pain: { test_noble: 5 },
  },
  zone_patellar_tendon: {
    positive: ['test_decline_squat', 'palp_inferior_pole'],
    pain: { test_decline_squat: 5 },
  },
  zone_anterior_diffuse: {
    positive: ['test_squat_pain', 'test_stepdown_pain', 'palp_patellar_facets'],
    pain: { test_stepdown_pain: 3 },
  },
}
const tried = [
  ...['test_squat_pain', 'test_stepdown_pain', 'test_noble', 'test_decline_squat', 'palp_patellar_facets'],
  ...['palp_inferior_pole', 'palp_medial_joint_line', 'palp_lateral_joint_line', 'palp_lateral_epicondyle'],
  ...['palp_bone_focal', 'test_lachman', 'test_valgus_30', 'test_varus_30', 'test_mcmurray', 'test_fadir'],
]

/** What is found on one day. `deficit`: 1 at the first visit, less later. */
function findings(input: AssessmentsInput, deficit: number): Raw {
  // A stream of its own: the rest of the demo does not change with it, and a re-test finds the same person.
  const random = randomFrom(seedOf(input.of.caseId))
  const { side, sex } = input
  const raw: Record<string, RawValue> = {}
  const kilo = Number(input.answers.weight_kg ?? (sex === 'female' ? 63 : 76))
  const both = (id: string, good: number, loss: number, step = 1, many = true) => {
    const noise = random.int(-2, 2) * step
    const round = (value: number) => Math.round(value / step) * step
    const put = (name: string, value: number) => {
      raw[name] = many ? [round(value)] : round(value)
    }
    put(`${id}_${other(side)}`, good + noise)
    put(`${id}_${side}`, good + noise - loss * deficit)
  }
  const tests = testsOf[input.complaintZone]
  for (const id of tried) {
    const found = tests?.positive.includes(id) && deficit > 0.3
    raw[`${id}_${side}`] = found ? 'positive' : 'normal'
    raw[`${id}_${other(side)}`] = 'normal'
    const pain = tests?.pain[id]
    if (found && pain) raw[`${id}_nprs_${side}`] = Math.max(1, Math.round(pain * deficit))
  }
  raw.obs_walk = 'normal'
  raw[`test_sweep_grade_${side}`] = deficit > 0.9 && input.index % 4 === 0 ? 'trace' : 'zero'
  raw[`test_sweep_grade_${other(side)}`] = 'zero'
  both('rom_knee_flexion_deg', 142, 6)
  both('rom_knee_extension_deficit_deg', -2, 0)
  both('rom_hip_ir_deg', 36, 3)
  raw.rom_hip_ir_deg_position = 'prone'
  raw.device_observation = 'goniometer'
  raw[`func_stepdown_items_${side}`] =
    deficit > 0.75
      ? ['trunk', 'pelvis', 'knee_inner_foot']
      : deficit > 0.4
        ? ['pelvis', 'knee_second_toe']
        : ['arms']
  raw[`func_stepdown_items_${other(side)}`] = deficit > 0.75 ? ['arms'] : ['none']
  raw.func_sts30 = [random.int(26, 33) - Math.round(5 * deficit)]
  both('func_heel_raise', sex === 'female' ? 25 : 28, 8)
  both('func_bridge_sl', 29, 9)
  both('func_side_plank_s', 66, 18)
  both('func_hop_pain', 0, 0, 1, false)
  raw[`func_hop_pain_${side}`] = Math.round(4 * deficit)
  raw[`func_hop_pain_${other(side)}`] = 0
  raw.device_strength = 'belt'
  raw.weight_today_kg = kilo
  raw.str_knee_ext_position = '60'
  raw.str_hip_abd_position = 'above_knee'
  const strength: Readonly<Record<string, readonly [number, number]>> = {
    str_knee_ext: [sex === 'female' ? 2.25 : 2.9, 0.33],
    str_knee_flex: [sex === 'female' ? 1.1 : 1.35, 0.34],
    str_hip_abd: [sex === 'female' ? 1.25 : 1.5, 0.38],
  }
  for (const [id, [perKg, lever]] of Object.entries(strength)) {
    raw[`${id}_lever_m`] = lever
    const force = (perKg * kilo) / lever
    const trials = (best: number) =>
      [best - random.int(8, 20), best, best - random.int(3, 10)].map(Math.round)
    const good = force * (0.97 + random.next() * 0.06)
    raw[`${id}_force_${other(side)}`] = trials(good * (1 + 0.05 * (1 - deficit)))
    raw[`${id}_force_${side}`] = trials(good * (1 - (id === 'str_knee_flex' ? 0.09 : 0.22) * deficit))
  }
  raw.device_flexibility = 'inclinometer'
  both('flex_thomas_knee_deg', 72, 10)
  both('flex_thomas_hip_deg', -3, -6)
  both('flex_prone_knee_bend_deg', 138, 12)
  both('flex_popliteal_deg', 28, -10)
  both('flex_wblt_deg', 41, 8)
  raw.device_gait = 'video_60'
  raw.gait_surface = 'treadmill'
  raw.gait_speed_kmh = 9.5
  raw.gait_cadence_spm = 160 + random.int(0, 8) + Math.round(8 * (1 - deficit))
  const gait: Readonly<Record<string, readonly [painful: string, other: string]>> = {
    gait_foot_strike: ['rear', 'rear'],
    gait_overstride: deficit > 0.6 ? ['mild', 'mild'] : ['none', 'none'],
    gait_pelvic_drop:
      deficit > 0.75 ? ['marked', 'mild'] : deficit > 0.3 ? ['mild', 'none'] : ['none', 'none'],
    gait_knee_valgus: [deficit > 0.5 ? 'mild' : 'none', 'none'],
    gait_crossover: ['none', 'none'],
    gait_noise: [deficit > 0.6 ? 'mild' : 'none', 'none'],
  }
  for (const [id, [painful, healthy]] of Object.entries(gait)) {
    raw[`${id}_${side}`] = painful
    raw[`${id}_${other(side)}`] = healthy
  }
  raw.gait_pain = Math.round(3 * deficit)
  raw.general_note =
    deficit === 1
      ? 'Load tolerance of the knee is low; hip and thigh are weaker on the painful side.'
      : deficit > 0.6
        ? 'A little better. The gap to the other side remains.'
        : 'Clearly better. Symptoms only at the end of long runs.'
  raw.red_flags_reviewed = 'yes'
  return raw
}

/** The first examination, a re-test about every six weeks, and for one case a draft that somebody is at. */
export function writeAssessments(input: AssessmentsInput): void {
  const { rows, of, story, openedOn, last, leadId } = input
  const random = randomFrom(seedOf(input.of.caseId) + 1)
  const span = daysBetween(openedOn, last)
  const days = [0, ...(span >= 20 ? [Math.min(42, span - 1)] : []), ...(span >= 90 ? [84] : [])]
  const write = (on: Day, raw: Raw, signed: boolean) => {
    const intake = intakeValues(input.answers, { today: on, limits: defaultLimits })
    const person = { side: input.side, ageYears: ageOn(input.birth, on), sexAtBirth: input.sex }
    const when = at(on, '09:10')
    if (when > input.now) return
    const sections = [
      'observation',
      'palpation',
      'ligaments',
      'kneecap',
      'function',
      'strength',
      'flexibility',
      'gait',
    ]
    rows.add('Assessment', {
      id: random.id(when),
      ...of,
      on,
      findings: {
        raw,
        context: storedContext(person, intake, raw),
        testers: Object.fromEntries(sections.map((section) => [section, leadId])),
        reviewed: raw.red_flags_reviewed ? { byId: leadId, at: when.toISOString() } : null,
        guardian: null,
        stopped: null,
        ruleSetVersion,
      },
      byId: leadId,
      createdAt: at(on, '08:45'),
      signedAt: signed ? when : null,
      version: 9,
    })
  }
  days.forEach((after, visit) => {
    const rate = leftOver[story] ?? 0.6
    write(addDays(openedOn, after), findings(input, rate ** visit), true)
  })
  if (story === 'plateau' && input.nth === 0) {
    const { obs_walk, device_strength, str_knee_ext_position, str_knee_ext_lever_m } = findings(input, 0.7)
    const begun = { obs_walk, device_strength, str_knee_ext_position, str_knee_ext_lever_m }
    write(
      last,
      Object.fromEntries(Object.entries(begun).filter(([, value]) => value !== undefined)) as Raw,
      false,
    )
  }
}
