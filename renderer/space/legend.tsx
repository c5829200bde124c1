/** What the colours mean. */
import { BOX_KINDS, DISK_PARTS, FILE_KINDS, GROWTHS } from '../../shared/usage-kinds';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';
import { AGES, ageStep } from './age';
import type { ColourBy } from './palette';
import type { PictureModel } from './picture-model';
import './legend.css';
import './palette.css';

/** Only what is in sight. */
export function Legend({ colourBy, model }: { colourBy: ColourBy; model: PictureModel }) {
  const { words } = useLanguage();
  const now = useNow() / 1000;
  const { space } = words;
  const { hue, newest, fate, grown, kind } = model.view.boxes;
  const entries: [name: string, text: string][] = [];
  if (colourBy === 'kind') {
    const seen = new Set(hue);
    for (const [index, name] of FILE_KINDS.entries()) {
      if (index > 0 && seen.has(index)) entries.push([name, space.kinds[name]]);
    }
    if (seen.has(0)) entries.push(['other', space.kinds.other]);
  } else if (colourBy === 'age') {
    const seen = new Set([...newest].map((each) => ageStep(each, now)));
    for (const age of AGES) if (seen.has(age)) entries.push([age, space.ages[age]]);
  } else if (colourBy === 'growth') {
    for (const [index, step] of GROWTHS.entries()) {
      if (index > 0 && grown.includes(index)) entries.push([step, space.grown.steps[step]]);
    }
    if (entries.length === 0) entries.push(['unknown', space.grown.steps.unknown]);
  } else if (fate.includes(0)) entries.push(['kept', space.kept]);
  if (fate.some((each) => each !== 0)) entries.push(['left-out', space.leftOut]);
  if (kind.includes(BOX_KINDS.indexOf('unreadable'))) entries.push(['unreadable', space.lists.unreadable]);
  for (const part of DISK_PARTS) {
    if (kind.includes(BOX_KINDS.indexOf(part))) entries.push([part, space.disks.parts[part]]);
  }
  return (
    <ul className="legend" aria-label={space.legend}>
      {entries.map(([name, text]) => (
        <li key={name}>
          <i className="legend-colour" data-hue={name} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
