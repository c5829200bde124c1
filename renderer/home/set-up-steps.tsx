/** Not set up: what to do, exactly. The page changes by itself when the settings are there. */
import { CommandLine } from '../ui/command-line';
import { useLanguage } from '../words/language';

export function SetUpSteps() {
  const { setup } = useLanguage().words;
  return (
    <section className="set-up">
      <p>{setup.intro}</p>
      <ol className="set-up-steps">
        <li>
          <h2>{setup.where}</h2>
          <p className="quiet">{setup.host}</p>
          <CommandLine text={setup.hostCommand} />
          <p className="quiet">{setup.or}</p>
          <CommandLine text={setup.diskCommand} />
        </li>
        <li>
          <h2>{setup.check}</h2>
          <CommandLine text={setup.checkCommand} />
        </li>
      </ol>
      <p className="quiet">{setup.then}</p>
    </section>
  );
}
