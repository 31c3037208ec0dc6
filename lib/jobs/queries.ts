import 'server-only'
import { mintSystemActor, type SystemActor } from '#lib/access/actor.ts'
import { asJobs } from '#lib/db/as-actor.ts'
import type { ClinicRound } from './schema.ts'

/** Where each clinic stands. */
export const clinicRounds = (): Promise<ClinicRound[]> =>
  asJobs(
    (tx) => tx.$queryRaw<ClinicRound[]>`
      SELECT "clinicId", zone, to_char("lastDay", 'YYYY-MM-DD') AS "lastDay" FROM alert_round_clinics()`,
  )

/** The server itself, inside one clinic. */
export const actorOfClinic = ({ clinicId, zone }: ClinicRound): SystemActor =>
  mintSystemActor({ kind: 'system', clinicId, timeZone: zone })
