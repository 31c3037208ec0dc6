import { ofCase, type Reads } from './row.ts'

export const letters: Reads = {
  reads: {
    'letters#caseLetters': ofCase,
    'letters#letterFile': {
      args: (of) => [of.caseId, of.letterId, of.now],
      by: 'lead',
      hidden: true,
      shows: /"sha256":"[0-9a-f]{64}"/,
    },
    'letters#oneLetter': { args: (of) => [of.caseId, of.letterId, of.now], by: 'lead', hidden: true },
  },
  internal: {
    'letters#listedPatterns': 'letters#caseLetters',
    'letters#ownPrintedName': 'letters#oneLetter',
    'letters/flags#letterFlags': 'letters#oneLetter',
    'letters/newest#letterNews': 'letters#oneLetter',
    'letters/record#composedNow': 'letters#oneLetter',
  },
}
