-- A patient may ask to be erased. A migration of its own: a new value can be used once it is committed.
ALTER TYPE "RecordRequestKind" ADD VALUE 'erasure';
