import type { Contact, Joints, Point, Prop, Scene } from '#lib/exercises/pose/schema.ts'

/** What a contact word touches with, and how far these points stay from the surface (metres). */
const touching: Readonly<Record<string, { readonly joints: readonly string[]; readonly gap: number }>> = {
  foot: { joints: ['ankle', 'toe'], gap: 0 },
  heel: { joints: ['ankle'], gap: 0 },
  toes: { joints: ['toe'], gap: 0 },
  knee: { joints: ['knee'], gap: 0.05 },
  hand: { joints: ['hand'], gap: 0 },
  forearm: { joints: ['elbow', 'hand'], gap: 0.03 },
  thigh_hi: { joints: ['thigh_hi'], gap: 0.07 },
  thigh: { joints: ['thigh'], gap: 0.07 },
  thigh_lo: { joints: ['thigh_lo'], gap: 0.07 },
}
const plural: Readonly<Record<string, string>> = {
  feet: 'foot',
  heels: 'heel',
  toes: 'toes',
  knees: 'knee',
  hands: 'hand',
  forearms: 'forearm',
}
const middle: Readonly<Record<string, { readonly joints: readonly string[]; readonly gap: number }>> = {
  seat: { joints: ['hip'], gap: 0.09 },
  back: { joints: ['hip', 'shoulder'], gap: 0.09 },
  shoulders: { joints: ['shoulder'], gap: 0.09 },
  side: { joints: ['hip'], gap: 0.17 },
}

/** The joints of a contact word and their distance from the surface in metres; null for an unknown word. */
export function contactPoints(word: string): { joints: readonly string[]; gap: number } | null {
  const centred = middle[word]
  if (centred) return centred
  const sided = word.match(/^(near|far)_(\w+)$/)
  const part = touching[sided?.[2] ?? plural[word] ?? '']
  if (!part) return null
  const sides = sided?.[1] ? [sided[1]] : ['near', 'far']
  return { joints: sides.flatMap((side) => part.joints.map((joint) => `${side}_${joint}`)), gap: part.gap }
}

const heights = ['box', 'bench', 'chair', 'seat']
const onFoot = /foot|feet|heel|toe/

function boardTop(prop: Prop, x: number): number {
  const { x: heel = 0, h = 0, deg = 0 } = prop.numbers
  return h - (x - heel) * Math.tan((deg * Math.PI) / 180)
}

function bikeDistance(word: string, prop: Prop, at: Point): number {
  const { x = 0, y = 0, r = 0, sy = 0, hx = 0, hy = 0 } = prop.numbers
  if (word === 'seat') return at[1] - sy
  if (/hand/.test(word)) return Math.hypot(at[0] - hx, at[1] - hy)
  return Math.hypot(at[0] - x, at[1] - y) - r
}

/**
 * Signed distance in metres of one point from the surface of its contact (0 = touches). A prop counts by height, a wall by
 * x, a bar, a handlebar and a joint by both. Null when the scene has no such surface.
 */
export function surfaceDistance(contact: Contact, scene: Scene, at: Point, joints: Joints): number | null {
  if (contact.surface === 'floor' || contact.surface === 'mat') return at[1]
  const joint = joints[contact.surface]
  if (joint) return Math.hypot(at[0] - joint[0], at[1] - joint[1])
  const prop = scene.props.find((candidate) => candidate.kind === contact.surface)
  if (!prop) return null
  const { x = 0, y = 0, h = 0, r = 0, w = 0 } = prop.numbers
  if (heights.includes(prop.kind)) return at[1] - h
  if (prop.kind === 'board') return at[1] - boardTop(prop, at[0])
  if (prop.kind === 'roll') return at[1] - 2 * r
  if (prop.kind === 'wall') return Math.abs(at[0] - x)
  if (prop.kind === 'bar')
    return scene.view === 'front'
      ? Math.hypot(Math.max(0, Math.abs(at[0] - x) - w / 2), at[1] - y)
      : Math.hypot(at[0] - x, at[1] - y)
  if (prop.kind === 'bike') return bikeDistance(contact.word, prop, at)
  return null
}

/** True when the contact fixes the height of the figure: only then the figure can be brought to its surface. */
export const setsHeight = (contact: Contact): boolean =>
  ['floor', 'mat', 'board', 'roll', 'bike', ...heights].includes(contact.surface) &&
  (contact.surface !== 'bike' || contact.word === 'seat')

export const isFootContact = (contact: Contact): boolean => onFoot.test(contact.word)
