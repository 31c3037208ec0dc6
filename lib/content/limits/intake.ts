import type { LimitSpec } from './types.ts'

export const intakeLimits = [] as const satisfies readonly LimitSpec[]
