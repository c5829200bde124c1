/** The queue of a fleet on paper: no program is started, and backups take what they are told to. */

/** @typedef {{ laptops: number, atOnce: number, minutes: number, together: number, window: number }} Queue */

/** What a host says (host/at-once), and what a laptop makes of it (electron/schedule/come-back): in minutes. */
const [COME_BACK, SHORTEST, LONGEST, BY_CHANCE] = [10, 5, 60, 0.5];

/** Once, by chance. When each was served, in minutes, in that order, and how often "busy" was said. @param {Queue} queue */
export function countQueue({ laptops, atOnce, minutes, together, window }) {
  /** @type {{ at: number, before: number }[]} */
  const coming = Array.from({ length: laptops }, (_, index) => ({
    at: index < together ? 0 : Math.random() * window,
    before: 0,
  }));
  /** When the slots are free again. @type {number[]} */
  const slots = Array.from({ length: atOnce }, () => 0);
  /** @type {number[]} */
  const served = [];
  let busy = 0;
  while (coming.length > 0) {
    coming.sort((a, b) => b.at - a.at);
    const { at, before } = coming.pop() ?? { at: 0, before: 0 };
    const free = slots.findIndex((until) => until <= at);
    if (free === -1) {
      busy += 1;
      const least = Math.min(LONGEST, SHORTEST * 2 ** before);
      const wait = Math.max(COME_BACK, least) * (1 + BY_CHANCE * Math.random());
      coming.push({ at: at + wait, before: before + 1 });
    } else {
      slots[free] = at + minutes;
      served.push(at + minutes);
    }
  }
  return { served: served.sort((a, b) => a - b), busy };
}
