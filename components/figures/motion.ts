import type { Exercise } from '#lib/content/exercises/types.ts'
import { along, between, jointAt, placedBetween } from '#lib/exercises/pose/rules.ts'
import type { Point, Pose, Scene } from '#lib/exercises/pose/schema.ts'
import { type Body, outlinePoints } from './body.ts'

/** The joint that the arrow follows where it is not the one that travels most; null = no arrow. */
const followed: Readonly<Record<string, string | null>> = {
  ex_wu_walking_lunge: 'head',
  ex_wu_squat: 'head',
  ex_wu_ankle_rock: 'near_knee',
  ex_hip_bridge: 'hip',
  ex_hip_bridge_single: 'hip',
  ex_hip_thrust: 'hip',
  ex_hip_thrust_single: 'hip',
  ex_ham_bridge_long: 'hip',
  ex_ham_bridge_long_sl: 'hip',
  ex_hip_hike: null,
  ex_hip_band_side_step: 'head',
  ex_quad_set: null,
  ex_quad_wall_sit: 'head',
  ex_quad_spanish_squat: 'head',
  ex_quad_sit_to_stand: 'head',
  ex_quad_box_squat: 'head',
  ex_quad_goblet_squat: 'head',
  ex_quad_split_squat: 'head',
  ex_quad_bulgarian: 'head',
  ex_quad_step_up: 'head',
  ex_quad_step_down: 'head',
  ex_quad_sl_squat_box: 'head',
  ex_quad_decline_sl: 'head',
  ex_quad_reverse_nordic: 'head',
  ex_ham_rdl: 'head',
  ex_ham_rdl_single: 'head',
  ex_ham_nordic: 'head',
  ex_calf_raise_double: 'head',
  ex_calf_raise_single: 'head',
  ex_calf_raise_step: 'head',
  ex_calf_soleus_bent: 'head',
  ex_trunk_side_plank: null,
  ex_ctl_running_man: null,
  ex_ply_squat_jump: 'head',
  ex_ply_drop_land: 'head',
  ex_ply_pogo_double: 'head',
  ex_ply_pogo_single: 'head',
}

/** Two phases of a stride laid over each other cannot be read: these show the end alone. */
export const showsGhost = (exercise: Exercise): boolean =>
  exercise.dose.pace !== 'steady' && exercise.poseStart !== exercise.poseEnd && exercise.id !== 'ex_hip_hike'

const rightmost = (points: readonly Point[]) => Math.max(...points.map((point) => point[0]))

function overHips(end: Body): Point[] {
  const [x] = jointAt(end.joints, 'hip')
  const top = Math.max(
    ...outlinePoints(end, 'far')
      .filter((p) => Math.abs(p[0] - x) < 0.1)
      .map((p) => p[1]),
  )
  return [0.07, 0.15, 0.24].map((rise) => [x, top + rise] as const)
}

function besideHead(start: Body, end: Body, up: boolean): Point[] {
  const heads = [start, end].flatMap(
    (body) => body.parts.find((part) => part.layer === 'body')?.outlines[2] ?? [],
  )
  const x = rightmost(heads) + 0.08
  const y = up ? jointAt(end.joints, 'head')[1] - 0.24 : jointAt(start.joints, 'head')[1] + 0.02
  return [0, 0.12, 0.25].map((step) => [x, y + (up ? step : -step)] as const)
}

function besidePath(path: readonly Point[], end: Body, gap: number): Point[] {
  const [first, middle, last] = [path[0], path[8], path.at(-1)]
  if (!first || !middle || !last) return []
  const [dx, dy] = between(first, last)
  const length = Math.hypot(dx, dy)
  let out: Point = [dy / length, -dx / length]
  const fromHip = between(jointAt(end.joints, 'hip'), middle)
  if (fromHip[0] * out[0] + fromHip[1] * out[1] < 0) out = [-out[0], -out[1]]
  return path.slice(2, 16).map((point) => along(point, out, gap))
}

/** The way of the joint that moves most, beside the figure, in metres; null when nothing travels 4 cm. */
export function motionArrow(
  id: string,
  start: Pose,
  end: Pose,
  scene: Scene,
  a: Body,
  b: Body,
): Point[] | null {
  const travel = (name: string) => {
    const [dx, dy] = between(jointAt(a.joints, name), jointAt(b.joints, name))
    return Math.hypot(dx, dy)
  }
  const named = followed[id]
  if (named === null) return null
  const joint =
    named ??
    ['near_ankle', 'near_knee', 'near_hand', 'hip', 'head'].reduce((best, name) =>
      travel(name) > travel(best) + 1e-9 ? name : best,
    )
  if (travel(joint) < 0.04) return null
  if (joint === 'hip') return overHips(b)
  const [dx, dy] = between(jointAt(a.joints, joint), jointAt(b.joints, joint))
  if (joint === 'head' && Math.abs(dx) < 0.35 * Math.abs(dy)) return besideHead(a, b, dy > 0)
  if (id === 'ex_quad_step_up') return besideHead(a, b, true)
  const path = Array.from({ length: 17 }, (_, i) => jointAt(placedBetween(start, end, scene, i / 16), joint))
  return besidePath(path, b, joint === 'head' ? 0.19 : 0.15)
}
