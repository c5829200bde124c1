import { expect, test } from 'vitest';
import { proofIn } from '../../shared/words/proof';
import { completed, NOW } from '../helpers/sample-states';
import { ENGLISH } from '../helpers/spoken';

test.each([
  ['include-rules', 'Not proven: your exclude list brings files in by rules of its own (“+ …”)'],
  ['failed', 'Not proven'],
] as const)('where nothing could be proven (%s), the status says why', (unproven, words) => {
  const outcome = completed(3600);
  if (!('acknowledged' in outcome) || outcome.acknowledged === undefined) throw new Error('no such sample');
  const proof = { files: 0, bytes: 0, different: { count: 0, paths: [] }, unproven };
  const told = { ...outcome, acknowledged: { ...outcome.acknowledged, proof } };
  expect(proofIn(ENGLISH, told, NOW.getTime())).toContain(words);
});
