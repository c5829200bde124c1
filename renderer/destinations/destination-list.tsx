/** The destinations, one a line, with how each stands: one of them is chosen, and the rest of the view is about that one. */
import { useId, type ReactNode } from 'react';
import { Shape } from '../ui/shape';
import type { ShapeName } from '../ui/shape-name';
import './destination-list.css';

export interface DestinationRow {
  name: string;
  /** Where it is. */
  host: string;
  shape: ShapeName;
  standing: ReactNode;
  /** Below that. */
  more?: ReactNode;
  action?: ReactNode;
}

interface Props {
  /** For a screen reader: what is chosen here. */
  legend: string;
  rows: readonly DestinationRow[];
  chosen: string;
  choose: (name: string) => void;
}

export function DestinationList({ legend, rows, chosen, choose }: Props) {
  const group = useId();
  return (
    <fieldset className="destinations">
      <legend className="unseen">{legend}</legend>
      {rows.map(({ name, host, shape, standing, more, action }, index) => (
        <div key={name} className="destination" data-chosen={name === chosen}>
          <label className="destination-label">
            <input
              type="radio"
              name={group}
              checked={name === chosen}
              aria-describedby={`${group}-${index}`}
              onChange={() => {
                choose(name);
              }}
            />
            <span className="destination-names">
              <bdi className="destination-name">{name}</bdi>
              <bdi className="quiet path">{host}</bdi>
            </span>
          </label>
          <div className="destination-standing" id={`${group}-${index}`}>
            <Shape shape={shape} size={0.875} />
            <span>{standing}</span>
            {more !== undefined && <span className="destination-more quiet">{more}</span>}
          </div>
          {action}
        </div>
      ))}
    </fieldset>
  );
}
