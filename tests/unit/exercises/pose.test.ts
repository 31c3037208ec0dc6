import { describe, expect, it } from 'vitest'
import { exercises } from '#lib/content/exercises/index.ts'
import { contactPoints, surfaceDistance } from '#lib/exercises/pose/contact/rules.ts'
import { jointAt, placedBetween } from '#lib/exercises/pose/rules.ts'
import type { Pose, Scene } from '#lib/exercises/pose/schema.ts'
import { parsePose, parseScene } from '#lib/exercises/pose/text/rules.ts'

const tolerance = 0.04 + 1e-6
const poses = exercises.flatMap((exercise) => {
  const scene = parseScene(exercise.scene)
  return [
    { name: `${exercise.id} start`, scene, pose: parsePose(exercise.poseStart) },
    { name: `${exercise.id} end`, scene, pose: parsePose(exercise.poseEnd) },
  ]
})

const placedJoints = (pose: Pose, scene: Scene) => placedBetween(pose, pose, scene, 0)

const wrongContacts = (pose: Pose, scene: Scene) => {
  const joints = placedJoints(pose, scene)
  return pose.contacts.flatMap((contact) => {
    const points = contactPoints(contact.word)
    if (!points) return [`unknown ${contact.word}`]
    return points.joints.flatMap((name) => {
      const distance = surfaceDistance(contact, scene, jointAt(joints, name), joints)
      if (distance === null) return [`no surface ${contact.surface}`]
      const off = Math.abs(distance - points.gap - pose.lift * (contact.surface === 'floor' ? 1 : 0))
      return off > tolerance ? [`${contact.word}@${contact.surface} ${name} off by ${off.toFixed(3)}`] : []
    })
  })
}

describe('poses of the library', () => {
  it.each(poses)('$name touches what it says', ({ pose, scene }) => {
    expect(wrongContacts(pose, scene)).toEqual([])
  })

  it.each(poses)('$name stays above the floor', ({ pose, scene }) => {
    const low = Object.entries(placedJoints(pose, scene)).filter(([, p]) => p[1] < -tolerance)
    expect(low).toEqual([])
  })

  it.each(poses)('$name keeps every angle in its range', ({ pose, scene }) => {
    const within = (value: number, min: number, max: number) =>
      expect(value >= min && value <= max, `${value}`).toBe(true)
    const front = scene.view === 'front'
    within(pose.trunk, -112, 90)
    within(pose.head, 0, 30)
    for (const angle of pose.shoulder) within(angle, -60, 180)
    for (const angle of pose.elbow) within(angle, front ? -130 : 0, 150)
    for (const [hip, knee, ankle] of [pose.near, pose.far]) {
      within(hip, -40, 130)
      within(knee, front ? -85 : 0, front ? 85 : 150)
      within(ankle, front ? -120 : -60, front ? 60 : 42)
    }
  })

  it.each(exercises.map((e) => [e.id, e] as const))(
    '%s keeps its pinned joint and moves unless it is a hold',
    (_, e) => {
      const scene = parseScene(e.scene)
      const [a, b] = [parsePose(e.poseStart), parsePose(e.poseEnd)]
      const [from, to] = [
        jointAt(placedJoints(a, scene), scene.pin),
        jointAt(placedJoints(b, scene), scene.pin),
      ]
      expect(from[0]).toBeCloseTo(a.x ?? 0, 6)
      expect(to[0]).toBeCloseTo(b.x ?? 0, 6)
      if (e.dose.pace !== 'hold') expect(e.poseStart).not.toBe(e.poseEnd)
    },
  )
})

describe('pose texts', () => {
  it('places a standing figure on the floor', () => {
    const scene = parseScene('view=side pin=hip props=none')
    const joints = placedJoints(parsePose('T=0 S=0/0 E=0/0 N=0/0/0 F=0/0/0 contact=feet@floor'), scene)
    expect(jointAt(joints, 'hip')[1]).toBeCloseTo(0.88, 6)
    expect(jointAt(joints, 'head')[1]).toBeCloseTo(1.6, 6)
    expect(jointAt(joints, 'near_toe')).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0, 6)])
  })

  it.each([
    ['T=0 S=0/0 E=0/0 N=0/0 F=0/0/0 contact=none', /does not hold 3/],
    ['T=0 S=0/0 E=0/0 N=0/0/0 F=0/0/0', /No contact/],
    ['T=0 T=1 S=0/0 E=0/0 N=0/0/0 F=0/0/0 contact=none', /doubled/],
    ['T=up S=0/0 E=0/0 N=0/0/0 F=0/0/0 contact=none', /not a number/],
    ['T=0 S=0/0 E=0/0 N=0/0/0 F=0/0/0 contact=feet', /Unknown contact/],
  ])('refuses %s', (text, message) => {
    expect(() => parsePose(text)).toThrow(message)
  })

  it('refuses an unknown prop and an unknown view', () => {
    expect(() => parseScene('view=side pin=hip props=sofa(x=1)')).toThrow(/Unknown prop/)
    expect(() => parseScene('view=top pin=hip props=none')).toThrow(/Unknown view/)
  })
})
