/** One line on a box: for the eye below the picture, and for the ear. */
import type { Language } from '../../shared/words/language';
import { isDiskPart } from '../../shared/usage-kinds';
import { ageText } from './age';
import { amountText } from './amount';
import type { PictureModel } from './picture-model';
import { changeText } from './grown';
import { nameIn, topName } from './use-labels';

export interface BoxLine {
  path: string;
  size: string;
  share: string;
  details: string[];
}

/** `now` in seconds since 1970. */
export function describeBox(language: Language, model: PictureModel, box: number, now: number): BoxLine {
  const { words, formats } = language;
  const { space } = words;
  const { measure } = model.view.request;
  const { size, kept, count, newest } = model.view.boxes;
  const changed = newest[box] ?? 0;
  const rule = model.ruleOf(box);
  const fate = model.fateOf(box);
  const kind = model.kindOf(box);
  const path = isDiskPart(kind) ? nameIn(space, model, box) : model.pathOf(box) || topName(space, model);
  const ofIt = amountText(language, measure, size[box] ?? 0);
  const ofItKept = amountText(language, measure, kept[box] ?? 0);
  const { compared } = model.view;
  const grown = model.view.boxes.growth[box] ?? 0;
  const details = [
    ...(compared === null || grown === 0
      ? []
      : [
          space.grown.since(
            changeText(language, grown),
            formats.day(new Date(compared * 1000), new Date(now * 1000)),
          ),
        ]),
    ...(measure !== 'entries' && (kind === 'directory' || kind === 'smaller')
      ? [space.entries(count[box] ?? 0)]
      : []),
    ...(kind === 'unreadable' ? [space.couldNotBeRead] : []),
    ...(kind === 'hidden' || kind === 'reserved' ? [space.disks.meaning[kind]] : []),
    ...(kind === 'mount-point' ? [space.notEntered] : []),
    ...(changed > 0 ? [space.changed(ageText(Math.max(0, now - changed), formats.locale, formats.age))] : []),
    // A difference too small to be seen is none.
    ...(fate === 'backed-up' && ofItKept !== ofIt ? [space.keptOfIt(ofItKept)] : []),
    ...(fate === 'outside' ? [space.outside] : []),
    ...(rule === undefined
      ? []
      : [fate === 'left-out' ? space.leftOutBy(rule.line, rule.text) : space.keptBy(rule.line, rule.text)]),
  ];
  return {
    path: kind === 'smaller' ? `${path}: ${nameIn(space, model, box)}` : path,
    size: ofIt,
    share: space.share(shareText(formats.locale, model.shareOf(box))),
    details,
  };
}

/** What is not nothing is never "0 %". */
function shareText(locale: string, share: number): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: share < 0.1 ? 1 : 0,
  });
  return share > 0 && share < 0.001 ? `< ${format.format(0.001)}` : format.format(share);
}

/** In the order in which one wants to hear it: what, how much, what of it. */
export function sayBox({ path, size, share, details }: BoxLine): string {
  return [path, size, share, ...details].join(', ');
}
