/** Which component shows which view. A feature plugs itself in here. */
import type { ComponentType } from 'react';
import type { View } from '../../shared/ipc';
import { ExcludesView } from '../excludes/excludes-view';
import { History } from '../history/history';
import { Home } from '../home/home';
import { Settings } from '../settings/settings';
import { SpaceView } from '../usage/space-view';

export const SCREENS: Record<View, ComponentType> = {
  home: Home,
  space: SpaceView,
  excludes: ExcludesView,
  history: History,
  settings: Settings,
};
