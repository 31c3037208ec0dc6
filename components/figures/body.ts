import { along, direction, jointAt, placedBetween } from '#lib/exercises/pose/rules.ts'
import type { Joints, Point, Pose, Scene, Side } from '#lib/exercises/pose/schema.ts'
import { ellipse, limb, profiles, shoe, symmetric } from './shapes.ts'

export type Layer = 'far' | 'body' | 'near' | 'arm'
export type Part = { readonly layer: Layer; readonly outlines: readonly (readonly Point[])[] }
/** A figure that stands in its scene: joints and outlines in metres, painted in the order of the parts. */
export type Body = { readonly joints: Joints; readonly parts: readonly Part[] }

const toesCarry = (pose: Pose, side: Side) =>
  pose.contacts.some(({ word }) => word === 'toes' || word === `${side}_toes`)

function sideParts(pose: Pose, joints: Joints): Part[] {
  const at = (name: string) => jointAt(joints, name)
  const leg = (side: Side) => [
    limb(at(`${side}_hip`), at(`${side}_knee`), profiles.thigh),
    limb(at(`${side}_knee`), at(`${side}_ankle`), profiles.shank),
    shoe(at(`${side}_ankle`), at(`${side}_toe`), toesCarry(pose, side)),
  ]
  const arm = (side: Side) => [
    limb(at(`${side}_shoulder`), at(`${side}_elbow`), profiles.upperArm),
    limb(at(`${side}_elbow`), at(`${side}_hand`), profiles.forearm),
    ellipse(at(`${side}_hand`), 0.032, 0.032, 0),
  ]
  const tilt = pose.trunk + pose.head
  const face = direction(tilt + 90)
  const body = [
    limb(at('hip'), at('shoulder'), profiles.trunk, -1),
    limb(
      along(at('shoulder'), direction(pose.trunk), -0.03),
      along(at('head'), direction(tilt), -0.06),
      profiles.neck,
      -1,
    ),
    ellipse(along(at('head'), face, 0.012), 0.085, 0.099, tilt),
  ]
  return layers(leg, arm, body)
}

/** Half width of the trunk seen from the front, from the crotch up to the neck. */
const torso = [
  [-0.1, 0.02],
  [-0.075, 0.11],
  [-0.01, 0.137],
  [0.08, 0.13],
  [0.22, 0.104],
  [0.36, 0.13],
  [0.47, 0.175],
  [0.525, 0.168],
  [0.552, 0.08],
] as const

function frontParts(pose: Pose, joints: Joints): Part[] {
  const at = (name: string) => jointAt(joints, name)
  const up = direction(pose.trunk)
  const leg = (side: Side) => [
    limb(at(`${side}_hip`), at(`${side}_knee`), profiles.frontThigh),
    limb(at(`${side}_knee`), at(`${side}_ankle`), profiles.frontShank),
    limb(at(`${side}_ankle`), at(`${side}_toe`), profiles.frontFoot),
  ]
  const arm = (side: Side) => [
    limb(at(`${side}_shoulder`), at(`${side}_elbow`), symmetric(profiles.upperArm)),
    limb(at(`${side}_elbow`), at(`${side}_hand`), symmetric(profiles.forearm)),
    ellipse(at(`${side}_hand`), 0.031, 0.031, 0),
  ]
  const edge = (height: number, out: number) => {
    const across = direction(pose.trunk + 90 - (height < 0.1 ? pose.pelvis : 0))
    return along(along(at('hip'), up, height), across, out)
  }
  const body = [
    [...torso.map(([h, out]) => edge(h, out)), ...[...torso].reverse().map(([h, out]) => edge(h, -out))],
    limb(along(at('shoulder'), up, -0.02), along(at('head'), up, -0.05), symmetric(profiles.neck)),
    ellipse(at('head'), 0.083, 0.099, pose.trunk + pose.head),
  ]
  return layers(leg, arm, body)
}

type Outlines = (side: Side) => Point[][]

const layers = (leg: Outlines, arm: Outlines, body: Point[][]): Part[] => [
  { layer: 'far', outlines: arm('far') },
  { layer: 'far', outlines: leg('far') },
  { layer: 'body', outlines: body },
  { layer: 'near', outlines: leg('near') },
  { layer: 'arm', outlines: arm('near') },
]

/** The figure at one end of its motion. */
export function bodyAt(start: Pose, end: Pose, scene: Scene, at: 'start' | 'end'): Body {
  const pose = at === 'start' ? start : end
  const joints = placedBetween(start, end, scene, at === 'start' ? 0 : 1)
  return { joints, parts: scene.view === 'front' ? frontParts(pose, joints) : sideParts(pose, joints) }
}

export const outlinePoints = (body: Body, without?: Layer): Point[] =>
  body.parts.filter((part) => part.layer !== without).flatMap((part) => part.outlines.flat())
