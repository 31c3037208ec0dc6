/** The shape of an entry of the exercise library (clinical/exercises.md section 1). */

export const regions = [
  'warm-up',
  'hip',
  'thigh',
  'calf',
  'trunk',
  'stretching',
  'control',
  'plyometric',
  'running drill',
  'return to run',
  'cross-training',
] as const
export type Region = (typeof regions)[number]

/** Options of the intake question `equipment` that an exercise can ask for. */
export const equipmentNeeds = [
  'mini_band',
  'long_band',
  'dumbbells',
  'step',
  'ball',
  'sliders',
  'foam_roller',
  'decline_board',
  'gym_machines',
  'bike',
  'pool',
] as const
export type EquipmentNeed = (typeof equipmentNeeds)[number]

export type NumberRange = { readonly min: number; readonly max: number }
export type Pace = 'controlled' | 'hold' | 'smooth' | 'quick' | 'explosive' | 'steady'
/** `stage`: amount from the return-to-run stage; `cap`: from the limit for a single run. */
export type DoseWhen = 'planned' | 'before_run' | 'stage' | 'cap'
export type DoseLoad = 'none' | 'band' | 'weight' | 'machine'

/** What one session of the exercise holds. Null means that the key does not apply. Expert practice [EO]. */
export type ExerciseDose = {
  readonly sets: number
  /** per set and side */
  readonly reps: number | null
  /** seconds at the end of each repetition, or of the set when `reps` is null */
  readonly holdSeconds: number | null
  /** per set */
  readonly minutes: NumberRange | null
  /** per set */
  readonly distanceM: number | null
  readonly sides: 'each' | 'both'
  /** whole seconds `a-b-c` in the order of the steps; the middle one is the hold */
  readonly tempo: string | null
  readonly pace: Pace
  /** effort 0–10 */
  readonly rpe: NumberRange | null
  readonly restSeconds: number
  /** null when tied to runs */
  readonly perWeek: NumberRange | null
  readonly when: DoseWhen
  /** what the dose ladder may add */
  readonly load: DoseLoad
  /** what belongs to the usual amount, as the patient reads it beside it */
  readonly note: string | null
  /** how the amount is chosen, for the physio alone */
  readonly planNote?: string
}

export type Exercise = {
  readonly id: string
  readonly name: string
  readonly region: Region
  readonly targets: readonly string[]
  readonly purpose: string
  readonly equipment: string
  readonly needs: readonly EquipmentNeed[]
  readonly start: string
  readonly steps: readonly string[]
  readonly faults: readonly string[]
  readonly dose: ExerciseDose
  /** id of the next harder exercise */
  readonly progression: string | null
  /** id of the next easier exercise */
  readonly regression: string | null
  /** What the patient should mind; null where that is nothing in particular. */
  readonly caution: string | null
  /** Highest pain, 0 to 10, in this exercise, whatever more its phase accepts. The caution calls it "the limit". */
  readonly painLimit?: number
  readonly factors: readonly string[]
  /** texts in the pose grammar of section 2, read by lib/exercises/pose */
  readonly scene: string
  readonly poseStart: string
  readonly poseEnd: string
}
