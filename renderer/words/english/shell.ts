/** The frame of the window: rail, keys, what is said while nothing is known yet. */
export const shellWords = {
  views: { home: 'Home', space: 'Space', excludes: 'Excludes', history: 'History', settings: 'Settings' },
  rail: 'Views',
  asking: 'Looking at your backups',
  /** What a shape stands for. */
  health: {
    good: 'Backed up',
    running: 'Under way',
    open: 'The host can come in',
    attention: 'Needs attention',
    failed: 'Failed',
    paused: 'Paused',
    never: 'Never backed up',
  },
  askAgain: 'Look again',
  dismiss: 'Close this message',
  defect: {
    title: 'This view has failed',
    meaning: 'Backups are made elsewhere and go on. Nothing was changed.',
    again: 'Show it again',
  },
  keys: {
    title: 'Keys',
    close: 'Close',
    ctrl: 'Ctrl',
    show: (view: string) => `Show ${view}`,
    backUp: 'Back up now',
    showKeys: 'Show these keys',
    arrows: 'Arrows',
    walk: 'Walk through a list or the last runs',
    escape: 'Esc',
    closeThis: 'Close what is open',
  },
};
