/** A defect in one view does not take the window with it: it says so, and the rail still leads elsewhere. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import '../ui/page.css';

export class Guarded extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Defect
        again={() => {
          this.setState({ failed: false });
        }}
      />
    );
  }
}

function Defect({ again }: { again: () => void }) {
  const { defect } = useLanguage().words.shell;
  return (
    <div className="page">
      <Notice shape="failed" title={defect.title} actions={<Button onClick={again}>{defect.again}</Button>}>
        <p>{defect.meaning}</p>
      </Notice>
    </div>
  );
}
