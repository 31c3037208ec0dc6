import {
  type Contact,
  type Leg,
  type Pair,
  type Pose,
  type Prop,
  type PropKind,
  propKinds,
  type Scene,
} from '#lib/exercises/pose/schema.ts'

class PoseError extends Error {
  constructor(text: string, why: string) {
    super(`${why} in "${text}"`)
    this.name = 'PoseError'
  }
}

const isKind = (word: string): word is PropKind => (propKinds as readonly string[]).includes(word)

function fields(text: string, allowed: readonly string[]): Map<string, string> {
  const out = new Map<string, string>()
  for (const token of text.split(' ')) {
    const at = token.indexOf('=')
    const key = token.slice(0, at)
    if (at < 1 || !allowed.includes(key) || out.has(key))
      throw new PoseError(text, `Unknown or doubled "${token}"`)
    out.set(key, token.slice(at + 1))
  }
  return out
}

function required(map: Map<string, string>, key: string, text: string): string {
  const value = map.get(key)
  if (!value) throw new PoseError(text, `No ${key}`)
  return value
}

function numeric(value: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new PoseError(text, `"${value}" is not a number`)
  return Number(value)
}

function parseProp(source: string, text: string): Prop {
  const match = source.match(/^(\w+)\(([^()]*)\)$/)
  const kind = match?.[1] ?? ''
  if (!match || !isKind(kind)) throw new PoseError(text, `Unknown prop "${source}"`)
  const numbers: Record<string, number> = {}
  const words: Record<string, string> = {}
  for (const pair of (match[2] ?? '').split(',').filter(Boolean)) {
    const [key = '', value = ''] = pair.split('=')
    if (/^-?[\d.]+$/.test(value)) numbers[key] = numeric(value, text)
    else words[key] = value
  }
  return { kind, numbers, words }
}

/** Reads a scene text. Throws an error that names the text and the wrong part. */
export function parseScene(text: string): Scene {
  const map = fields(text, ['view', 'pin', 'props'])
  const view = required(map, 'view', text)
  if (view !== 'side' && view !== 'front') throw new PoseError(text, `Unknown view "${view}"`)
  const props = required(map, 'props', text)
  return {
    view,
    pin: required(map, 'pin', text),
    props: props === 'none' ? [] : props.split(/\+(?=\w+\()/).map((source) => parseProp(source, text)),
  }
}

function tuple(value: string, length: number, text: string): number[] {
  const out = value.split('/').map((part) => numeric(part, text))
  if (out.length !== length) throw new PoseError(text, `"${value}" does not hold ${length} numbers`)
  return out
}

function pair(value: string | undefined, text: string, otherwise?: Pair): Pair {
  if (value === undefined && otherwise) return otherwise
  const [near = 0, far = 0] = tuple(value ?? '', 2, text)
  return [near, far]
}

function leg(value: string, text: string): Leg {
  const [hip = 0, knee = 0, ankle = 0] = tuple(value, 3, text)
  return [hip, knee, ankle]
}

function contacts(value: string, text: string): Contact[] {
  if (value === 'none') return []
  return value.split('+').map((source) => {
    const [word = '', surface = ''] = source.split('@')
    if (!word || !surface) throw new PoseError(text, `Unknown contact "${source}"`)
    return { word, surface }
  })
}

const poseKeys = 'T H S E N F pelvis nscale fscale narm farm x lift contact'.split(' ')

/** Reads a pose text. Throws an error that names the text and the wrong part. */
export function parsePose(text: string): Pose {
  const map = fields(text, poseKeys)
  const one = (key: string) => numeric(map.get(key) ?? '0', text)
  const whole: Pair = [1, 1]
  return {
    trunk: numeric(required(map, 'T', text), text),
    head: one('H'),
    shoulder: pair(required(map, 'S', text), text),
    elbow: pair(required(map, 'E', text), text),
    near: leg(required(map, 'N', text), text),
    far: leg(required(map, 'F', text), text),
    pelvis: one('pelvis'),
    nearScale: pair(map.get('nscale'), text, whole),
    farScale: pair(map.get('fscale'), text, whole),
    nearArm: pair(map.get('narm'), text, whole),
    farArm: pair(map.get('farm'), text, whole),
    x: map.has('x') ? one('x') : null,
    lift: one('lift'),
    contacts: contacts(required(map, 'contact', text), text),
  }
}
