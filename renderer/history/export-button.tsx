/** Writes runs into a JSON file; where, the desktop's own dialog asks. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { ExportOutput, WhatToExport } from '../../shared/ipc-export';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';

export function ExportButton({ wanted, label }: { wanted: WhatToExport; label: string }) {
  const { words } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [written, setWritten] = useState<ExportOutput>(null);
  const [failure, setFailure] = useState<Failure>();
  const send = (): void => {
    setBusy(true);
    void request('history.export', wanted).then((answer) => {
      setBusy(false);
      setWritten(answer.ok ? answer.value : null);
      setFailure(answer.ok ? undefined : answer.failure);
    });
  };
  return (
    <div className="export">
      <Button disabled={busy} onClick={send}>
        {label}
      </Button>
      <span className="quiet path" role="status">
        {written !== null && words.history.exported(written.runs, written.file)}
      </span>
      <Refusal
        failure={failure}
        dismiss={() => {
          setFailure(undefined);
        }}
      />
    </div>
  );
}
