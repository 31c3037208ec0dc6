import { newId } from '#lib/ids.ts'
import { text, todayOf, type Writes } from './row.ts'

export const letters: Writes = {
  writes: {
    'letters/sending#markSent': {
      args: (of) => [
        {
          id: newId(),
          caseId: of.caseId,
          letterId: of.letterId,
          to: text,
          how: 'post',
          on: todayOf(of),
          agreed: true,
        },
        of.now,
      ],
      by: 'lead',
    },
    'letters/discarding#discardLetter': {
      args: (of) => [{ caseId: of.caseId, letterId: of.openLetterId, version: 1, reason: text }, of.now],
      by: 'lead',
    },
    'letters#saveLetter': {
      args: (of) => [
        {
          caseId: of.caseId,
          letterId: of.openLetterId,
          version: 1,
          go: '',
          text: {
            on: todayOf(of),
            recipientKind: 'other',
            recipient: text,
            urgency: 'routine',
            body: { reason: text },
          },
        },
        of.now,
      ],
      by: 'lead',
    },
    'letters/signing#signLetter': {
      args: (of) => [
        { caseId: of.caseId, letterId: of.openLetterId, version: 1, flags: [], agreed: true },
        of.now,
      ],
      by: 'lead',
    },
    'letters#startLetter': {
      args: (of) => [
        {
          id: newId(),
          caseId: of.caseId,
          kind: 'referral',
          recipientKind: 'orthopaedic',
          recipient: text,
          urgency: 'soon',
          pattern: [],
        },
        of.now,
      ],
      by: 'lead',
    },
  },
  parts: ['letters/lock#lockLetter', 'letters/pdf#letterPdf', 'letters/sending#agreement'],
}
