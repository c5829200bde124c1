/** A schedule while it is being written: as text, since what is typed need not be one yet. Pure. */
import { scheduleSchema, type Schedule } from '../../shared/settings';

type Weekday = Extract<Schedule, { kind: 'weekly' }>['on'];

/** Each kind keeps its fields while another one is looked at: nothing typed is lost. */
export interface ScheduleDraft {
  kind: Schedule['kind'];
  every: string;
  at: string;
  on: Weekday;
}

export function draftOf(schedule: Schedule): ScheduleDraft {
  const draft: ScheduleDraft = { kind: schedule.kind, every: '24', at: '22:00', on: 'sunday' };
  switch (schedule.kind) {
    case 'off':
      return draft;
    case 'hours':
      return { ...draft, every: String(schedule.every) };
    case 'daily':
      return { ...draft, at: schedule.at };
    case 'weekly':
      return { ...draft, at: schedule.at, on: schedule.on };
  }
}

/** The schedule that it says; undefined where it says none yet. */
export function scheduleOf(draft: ScheduleDraft): Schedule | undefined {
  const parsed = scheduleSchema.safeParse(fieldsOf(draft));
  return parsed.success ? parsed.data : undefined;
}

function fieldsOf({ kind, every, at, on }: ScheduleDraft): unknown {
  switch (kind) {
    case 'off':
      return { kind };
    case 'hours':
      return { kind, every: /^\d+$/.test(every.trim()) ? Number(every) : undefined };
    case 'daily':
      return { kind, at };
    case 'weekly':
      return { kind, on, at };
  }
}
