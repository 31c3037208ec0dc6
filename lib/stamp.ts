import { createHash } from 'node:crypto'

/** Short, and different for every other content: says which state of a form or a text somebody has seen. */
export const stampOf = (content: unknown, letters = 22): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, letters)
