/** Until the window can set Latchkey up itself, it says how a terminal does. */
export const setupWords = {
  intro: 'Two commands in a terminal set it up. Nothing is backed up before.',
  where: 'Say where the backups go',
  host: 'to another machine, over ssh:',
  or: 'or to a disk of this one:',
  hostCommand: 'latchkey --init --host USER@HOST',
  diskCommand: 'latchkey --init --local DIRECTORY',
  check: 'Test the whole way there and back',
  checkCommand: 'latchkey --check',
  then: 'Then press “Back up now” here. This page changes by itself as soon as the settings are there.',
};
