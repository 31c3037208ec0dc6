/**
 * Scene and pose texts of the exercise figure (clinical/exercises.md section 2), parsed. Lengths in metres, angles in
 * degrees.
 */

export type Pair = readonly [near: number, far: number]
export type Leg = readonly [hip: number, knee: number, ankle: number]
export type Side = 'near' | 'far'

export const propKinds = [
  'wall',
  'chair',
  'box',
  'bench',
  'board',
  'bar',
  'anchor',
  'band',
  'strap',
  'mat',
  'roll',
  'towel',
  'ball',
  'weight',
  'pad',
  'slider',
  'seat',
  'plate',
  'bike',
  'water',
] as const
export type PropKind = (typeof propKinds)[number]

export type Prop = {
  readonly kind: PropKind
  readonly numbers: Readonly<Record<string, number>>
  readonly words: Readonly<Record<string, string>>
}

export type Scene = { readonly view: 'side' | 'front'; readonly pin: string; readonly props: readonly Prop[] }

/** `word` is what touches, `surface` is `floor`, a prop of the scene or a joint. */
export type Contact = { readonly word: string; readonly surface: string }

export type Pose = {
  readonly trunk: number
  readonly head: number
  readonly shoulder: Pair
  readonly elbow: Pair
  readonly near: Leg
  readonly far: Leg
  readonly pelvis: number
  /** shortening of thigh and shank */
  readonly nearScale: Pair
  readonly farScale: Pair
  /** shortening of upper arm and forearm */
  readonly nearArm: Pair
  readonly farArm: Pair
  readonly x: number | null
  readonly lift: number
  readonly contacts: readonly Contact[]
}

export type Point = readonly [x: number, y: number]
export type Joints = Readonly<Record<string, Point>>
