import { teamCaseSql } from '#lib/tracking/progress/policy.ts'

export { teamCaseSql }
