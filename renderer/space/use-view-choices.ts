/** How a person wants to see it; kept by the window from one time to the next. */
import { useChoice } from '../ui/choice';
import { COLOUR_CHOICES, type ColourBy } from './palette';

export const COLUMN_CHOICES = ['6', '4', '5', '7', '8', '9', '10', '11', '12'] as const;
const MEASURES = ['used', 'apparent', 'entries'] as const;
const ORDERS = ['largest', 'oldest'] as const;
const OFF_ON = ['no', 'yes'] as const;
const ON_OFF = ['yes', 'no'] as const;

export interface ViewChoices {
  columns: number;
  measure: (typeof MEASURES)[number];
  order: (typeof ORDERS)[number];
  colourBy: ColourBy;
  hideExcluded: boolean;
  list: boolean;
  set: {
    columns: (columns: number) => void;
    measure: (measure: (typeof MEASURES)[number]) => void;
    order: (order: (typeof ORDERS)[number]) => void;
    colourBy: (colourBy: ColourBy) => void;
    hideExcluded: (hide: boolean) => void;
    list: (shown: boolean) => void;
  };
}

export function useViewChoices(): ViewChoices {
  const [columns, setColumns] = useChoice('space.columns', COLUMN_CHOICES);
  const [measure, setMeasure] = useChoice('space.measure', MEASURES);
  const [order, setOrder] = useChoice('space.order', ORDERS);
  const [colourBy, setColourBy] = useChoice('space.colours', COLOUR_CHOICES);
  const [hide, setHide] = useChoice('space.hide', OFF_ON);
  const [list, setList] = useChoice('space.list', ON_OFF);
  return {
    ...{ columns: Number(columns), measure, order, colourBy },
    hideExcluded: hide === 'yes',
    list: list === 'yes',
    set: {
      columns: (wanted) => {
        const choice = COLUMN_CHOICES.find((each) => Number(each) === wanted);
        if (choice !== undefined) setColumns(choice);
      },
      measure: setMeasure,
      order: setOrder,
      colourBy: setColourBy,
      hideExcluded: (wanted) => {
        setHide(wanted ? 'yes' : 'no');
      },
      list: (shown) => {
        setList(shown ? 'yes' : 'no');
      },
    },
  };
}
