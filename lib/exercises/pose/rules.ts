import { contactPoints, setsHeight, surfaceDistance } from '#lib/exercises/pose/contact/rules.ts'
import type { Joints, Leg, Pair, Point, Pose, Scene, Side } from '#lib/exercises/pose/schema.ts'

/** Segment lengths in metres for a body height of 1.80. */
const lengths = {
  trunk: 0.52,
  head: 0.2,
  thigh: 0.45,
  shank: 0.43,
  foot: 0.2,
  frontFoot: 0.1,
  upperArm: 0.3,
  forearm: 0.28,
}
const halfPelvis = 0.09
const halfShoulders = 0.17

/** Unit vector of a direction: degrees clockwise from straight up. */
export const direction = (degrees: number): Point => [
  Math.sin((degrees * Math.PI) / 180),
  Math.cos((degrees * Math.PI) / 180),
]
export const along = (from: Point, way: Point, length: number): Point => [
  from[0] + way[0] * length,
  from[1] + way[1] * length,
]
export const between = (from: Point, to: Point): Point => [to[0] - from[0], to[1] - from[1]]

function legJoints(pose: Pose, view: Scene['view'], side: Side): Record<string, Point> {
  const m = view === 'front' && side === 'far' ? -1 : 1
  const [hipAngle, kneeAngle, ankleAngle]: Leg = side === 'near' ? pose.near : pose.far
  const scale = side === 'near' ? pose.nearScale : pose.farScale
  const front = view === 'front'
  const hip = front
    ? along([0, 0], direction(pose.trunk + 90 - pose.pelvis), halfPelvis * m)
    : ([0, 0] as const)
  const thigh = pose.trunk + 180 - m * hipAngle
  const knee = along(hip, direction(thigh), lengths.thigh * scale[0])
  const shank = thigh + m * kneeAngle
  const ankle = along(knee, direction(shank), lengths.shank * scale[1])
  const foot = shank - m * (90 + ankleAngle)
  const onThigh = (share: number) => along(hip, between(hip, knee), share)
  return {
    hip,
    knee,
    ankle,
    toe: along(ankle, direction(foot), front ? lengths.frontFoot : lengths.foot),
    thigh_hi: onThigh(0.3),
    thigh: onThigh(0.5),
    thigh_lo: onThigh(0.7),
  }
}

function armJoints(pose: Pose, view: Scene['view'], side: Side, middle: Point): Record<string, Point> {
  const m = view === 'front' && side === 'far' ? -1 : 1
  const index = side === 'near' ? 0 : 1
  const scale: Pair = side === 'near' ? pose.nearArm : pose.farArm
  const shoulder = view === 'front' ? along(middle, direction(pose.trunk + 90), halfShoulders * m) : middle
  const upper = pose.trunk + 180 - m * pose.shoulder[index]
  const elbow = along(shoulder, direction(upper), lengths.upperArm * scale[0])
  const hand = along(elbow, direction(upper - m * pose.elbow[index]), lengths.forearm * scale[1])
  return { shoulder, elbow, hand }
}

/** All joints of a pose with the hip centre at the origin; y points up. */
function jointsOf(pose: Pose, view: Scene['view']): Joints {
  const shoulder = along([0, 0], direction(pose.trunk), lengths.trunk)
  const joints: Record<string, Point> = {
    hip: [0, 0],
    shoulder,
    head: along(shoulder, direction(pose.trunk + pose.head), lengths.head),
  }
  for (const side of ['near', 'far'] as const) {
    const parts = { ...legJoints(pose, view, side), ...armJoints(pose, view, side, shoulder) }
    for (const [name, point] of Object.entries(parts)) joints[`${side}_${name}`] = point
  }
  return joints
}

const shiftJoints = (joints: Joints, by: Point): Joints =>
  Object.fromEntries(Object.entries(joints).map(([name, p]) => [name, [p[0] + by[0], p[1] + by[1]] as const]))

export function jointAt(joints: Joints, name: string): Point {
  const point = joints[name]
  if (!point) throw new Error(`No joint ${name}`)
  return point
}

/**
 * How far the pose is moved (never turned) to stand in its scene: the pinned joint to its x, then the first contact with a
 * height to its surface, then `lift`. Without a contact the lowest joint stands at y = lift.
 */
function placement(pose: Pose, scene: Scene): Point {
  const joints = jointsOf(pose, scene.view)
  const dx = (pose.x ?? 0) - jointAt(joints, scene.pin)[0]
  const contact = pose.contacts.find(setsHeight)
  const points = contact ? contactPoints(contact.word) : null
  if (!contact || !points) return [dx, pose.lift - Math.min(...Object.values(joints).map((p) => p[1]))]
  const drops = points.joints.map((name) => {
    const [x, y] = jointAt(joints, name)
    return points.gap - (surfaceDistance(contact, scene, [x + dx, y], joints) ?? 0)
  })
  return [dx, Math.max(...drops) + pose.lift]
}

const mix = (a: number, b: number, t: number) => a + (b - a) * t
const mixPair = (a: Pair, b: Pair, t: number): Pair => [mix(a[0], b[0], t), mix(a[1], b[1], t)]
const mixLeg = (a: Leg, b: Leg, t: number): Leg => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
  mix(a[2], b[2], t),
]

/** The pose at share `t` (0 start, 1 end) of the motion: every angle moves linearly. */
function poseBetween(a: Pose, b: Pose, t: number): Pose {
  return {
    ...(t < 0.5 ? a : b),
    trunk: mix(a.trunk, b.trunk, t),
    head: mix(a.head, b.head, t),
    shoulder: mixPair(a.shoulder, b.shoulder, t),
    elbow: mixPair(a.elbow, b.elbow, t),
    near: mixLeg(a.near, b.near, t),
    far: mixLeg(a.far, b.far, t),
    pelvis: mix(a.pelvis, b.pelvis, t),
    nearScale: mixPair(a.nearScale, b.nearScale, t),
    farScale: mixPair(a.farScale, b.farScale, t),
    nearArm: mixPair(a.nearArm, b.nearArm, t),
    farArm: mixPair(a.farArm, b.farArm, t),
    x: a.x === null && b.x === null ? null : mix(a.x ?? 0, b.x ?? 0, t),
    lift: mix(a.lift, b.lift, t),
  }
}

/** Where the whole figure stands at share `t` of the motion: the two settled places, mixed. */
export function placedBetween(a: Pose, b: Pose, scene: Scene, t: number): Joints {
  const [from, to] = [placement(a, scene), placement(b, scene)]
  return shiftJoints(jointsOf(poseBetween(a, b, t), scene.view), [
    mix(from[0], to[0], t),
    mix(from[1], to[1], t),
  ])
}
