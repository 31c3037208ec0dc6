import { along, between } from '#lib/exercises/pose/rules.ts'
import type { Point } from '#lib/exercises/pose/schema.ts'

/** Closed outlines of limbs in metres, and their way into an SVG path. */

/** `[share of the segment, radius in front, radius behind]` */
export type Profile = readonly (readonly [at: number, front: number, behind: number])[]

export const profiles = {
  thigh: [
    [-0.02, 0.08, 0.1],
    [0.25, 0.087, 0.092],
    [0.6, 0.074, 0.072],
    [1, 0.056, 0.05],
  ],
  shank: [
    [0, 0.056, 0.052],
    [0.28, 0.048, 0.066],
    [0.62, 0.038, 0.05],
    [1, 0.032, 0.034],
  ],
  upperArm: [
    [0, 0.05, 0.05],
    [0.4, 0.045, 0.046],
    [1, 0.036, 0.036],
  ],
  forearm: [
    [0, 0.037, 0.037],
    [0.3, 0.037, 0.038],
    [1, 0.025, 0.025],
  ],
  trunk: [
    [-0.08, 0.08, 0.1],
    [0.16, 0.086, 0.09],
    [0.42, 0.082, 0.074],
    [0.74, 0.1, 0.09],
    [0.98, 0.064, 0.072],
  ],
  neck: [
    [0, 0.05, 0.05],
    [1, 0.038, 0.04],
  ],
  frontThigh: [
    [-0.02, 0.09, 0.09],
    [0.3, 0.085, 0.085],
    [0.65, 0.07, 0.07],
    [1, 0.053, 0.053],
  ],
  frontShank: [
    [0, 0.052, 0.052],
    [0.28, 0.057, 0.057],
    [0.65, 0.043, 0.043],
    [1, 0.032, 0.032],
  ],
  frontFoot: [
    [-0.1, 0.036, 0.036],
    [0.5, 0.04, 0.04],
    [1, 0.03, 0.03],
  ],
} as const satisfies Record<string, Profile>

export const symmetric = (profile: Profile): Profile =>
  profile.map(([at, front, behind]) => [at, (front + behind) / 2, (front + behind) / 2] as const)

/** Outline of a tapered limb from one joint to the next; `flip` swaps front and back. */
export function limb(from: Point, to: Point, profile: Profile, flip: 1 | -1 = 1): Point[] {
  const [dx, dy] = between(from, to)
  const length = Math.hypot(dx, dy) || 1e-6
  const way: Point = [dx / length, dy / length]
  const back: Point = [way[1] * flip, -way[0] * flip]
  const at = (share: number, out: number) => along(along(from, way, length * share), back, out)
  const [first, last] = [profile[0], profile.at(-1)]
  if (!first || !last) return []
  return [
    along(from, way, length * first[0] - (first[1] + first[2]) * 0.46),
    ...profile.map(([share, front]) => at(share, -front)),
    along(from, way, length * last[0] + (last[1] + last[2]) * 0.47),
    ...[...profile].reverse().map(([share, , behind]) => at(share, behind)),
  ]
}

const sole: readonly Point[] = [
  [-0.06, 0.03],
  [-0.066, -0.012],
  [-0.045, -0.03],
  [0.05, -0.028],
  [0.15, -0.03],
  [0.2, -0.024],
  [0.204, -0.004],
  [0.16, 0.024],
  [0.09, 0.048],
  [0.045, 0.078],
  [-0.03, 0.08],
]

/** Outline of a shoe. The ankle joint stands on the floor, the sole 0.03 below it; toes that carry weight bend. */
export function shoe(ankle: Point, toe: Point, toesCarry: boolean): Point[] {
  const [dx, dy] = between(ankle, toe)
  const length = Math.hypot(dx, dy) || 1e-6
  const forward: Point = [dx / length, dy / length]
  const up: Point = [-forward[1], forward[0]]
  const pitch = Math.atan2(forward[1], forward[0])
  const bend = toesCarry && pitch < -0.2 && pitch > -1.5 ? -pitch : 0
  const [ballX, ballY] = [0.13, -0.03]
  return sole.map(([a, b]) => {
    const [x, y] = [a - ballX, b - ballY]
    const turned: Point =
      bend === 0 || a <= ballX
        ? [a, b]
        : [ballX + x * Math.cos(bend) - y * Math.sin(bend), ballY + x * Math.sin(bend) + y * Math.cos(bend)]
    return along(along(ankle, forward, turned[0]), up, turned[1])
  })
}

export function ellipse(centre: Point, rx: number, ry: number, rotation: number, points = 14): Point[] {
  const turn = (-rotation * Math.PI) / 180
  return Array.from({ length: points }, (_, index) => {
    const angle = (index / points) * 2 * Math.PI
    const [x, y] = [rx * Math.cos(angle), ry * Math.sin(angle)]
    return [
      centre[0] + x * Math.cos(turn) - y * Math.sin(turn),
      centre[1] + x * Math.sin(turn) + y * Math.cos(turn),
    ] as const
  })
}

export const rounded = (value: number): number => Math.round(value * 10) / 10 || 0

/** A smooth curve (Catmull–Rom) through the points, as short path data. */
export function smoothPath(
  points: readonly Point[],
  toPixel: (point: Point) => Point,
  closed = true,
): string {
  const q = points.map((point) => toPixel(point).map(rounded))
  const last = q.length - 1
  const at = (index: number) =>
    q[closed ? (index + q.length) % q.length : Math.max(0, Math.min(last, index))] ?? [0, 0]
  const text = (value: number) => (rounded(value) < 0 ? String(rounded(value)) : ` ${rounded(value)}`)
  const part = (value: readonly number[], index: 0 | 1) => value[index] ?? 0
  let d = `M${part(at(0), 0)} ${part(at(0), 1)}c`
  for (let i = 0; i < (closed ? q.length : last); i += 1) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    for (const axis of [0, 1] as const) d += text((part(to, axis) - part(before, axis)) / 6)
    for (const axis of [0, 1] as const)
      d += text(part(to, axis) - part(from, axis) - (part(after, axis) - part(from, axis)) / 6)
    for (const axis of [0, 1] as const) d += text(part(to, axis) - part(from, axis))
  }
  return (closed ? `${d}z` : d).replaceAll('c ', 'c')
}
