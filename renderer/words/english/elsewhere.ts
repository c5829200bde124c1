/** Views whose window is not built yet: what does the same today. */
export const elsewhereWords = {
  excludes: {
    title: 'Excludes',
    text: 'What is left out stands in a text file of yours, one rule a line. It opens in your editor:',
    button: 'Open the exclude list',
    terminal: 'A terminal lists the rules with what each one saves, and tests them:',
    command: 'latchkey --exclude',
  },
};
