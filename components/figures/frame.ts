import type { Point, Prop, Scene } from '#lib/exercises/pose/schema.ts'

/** The way from metres into the picture: one scale for start, end and props. */
export type Frame = {
  readonly width: number
  readonly height: number
  readonly padding: number
  readonly floorY: number
  /** pixels in a metre */
  readonly scale: number
  readonly minX: number
  readonly maxX: number
  readonly toPixel: (point: Point) => Point
}

/** The sole lies this far below the ankle joint, so the drawn floor does too. */
export const soleDepth = 0.03
const floorPadding = 10

const corners = (prop: Prop): Point[] => {
  const { x = 0, y = 0, w = 0, h = 0, r = 0 } = prop.numbers
  switch (prop.kind) {
    case 'box':
    case 'bench':
      return [
        [x - w / 2, 0],
        [x + w / 2, h],
      ]
    case 'chair':
      return [
        [x - w / 2 - (prop.numbers.back ? 0.08 : 0), prop.numbers.back ? 0.9 : h],
        [x + w / 2, 0],
      ]
    case 'wall':
      return [[x, 0]]
    case 'bar':
      return [
        [x - w / 2, y],
        [x + w / 2, y],
      ]
    case 'anchor':
      return [[x, y]]
    case 'seat':
      return [
        [x - 0.7, 0],
        [x + 0.2, h],
      ]
    case 'board':
      return [
        [x - 0.12, h],
        [x + 0.42, 0],
      ]
    case 'bike':
      return [
        [x - 0.62, 0],
        [(prop.numbers.hx ?? 0) + 0.12, prop.numbers.hy ?? 0],
      ]
    case 'ball':
      return [
        [x - r, y - r],
        [x + r, y + r],
      ]
    default:
      return []
  }
}

/** Fits figure, arrow and props into `width` × `height` pixels, the floor at the bottom. */
export function frameOf(points: readonly Point[], scene: Scene, width: number, height: number): Frame {
  const padding = Math.min(8, width * 0.06)
  const all = [...points, ...scene.props.flatMap(corners)]
  const xs = all.map((p) => p[0])
  const [minX, maxX, maxY] = [Math.min(...xs), Math.max(...xs), Math.max(...all.map((p) => p[1]))]
  const room = height - padding - floorPadding - 3
  const scale = Math.min((width - padding * 2) / (maxX - minX), room / Math.max(maxY + soleDepth, 0.6), 200)
  const middle = (minX + maxX) / 2
  const floorY = height - floorPadding
  const toPixel = ([x, y]: Point): Point => [
    width / 2 + (x - middle) * scale,
    floorY - (y + soleDepth) * scale,
  ]
  return { width, height, padding, floorY, scale, minX, maxX, toPixel }
}
