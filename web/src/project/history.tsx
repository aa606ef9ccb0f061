import type { ProjectSheet } from '../api/types';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

/** What happened to the project: lights of each cycle, lineage, stages, and every record. */
export function History({ sheet }: { sheet: ProjectSheet }) {
  const { t, lang } = useWords();
  const { fixed_lights: lights, lineage, stage_moves: moves, history } = sheet;
  return (
    <>
      {lights.length > 0 && (
        <div className="past-lights" role="img" aria-label={t('sheet.lights')}>
          {lights.slice(-24).map((light, index) => (
            <span
              key={index}
              title={`${say(light.cycle, lang)} ${light.as_of} ${lightWord(light.colour, lang)}`}
            >
              <LightShape colour={light.colour} size={12} />
            </span>
          ))}
        </div>
      )}
      {lineage.length > 0 && (
        <ul className="happenings">
          {lineage.map((entry) => (
            <li key={entry.seq}>
              <time>{entry.effective_on}</time>
              <span>
                {say(entry.text, lang)}
                <small>{[entry.document, t('sheet.event', { seq: entry.seq })].filter(Boolean).join(' · ')}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {moves.length > 0 && (
        <ul className="happenings">
          {moves.map((move) => (
            <li key={move.seq}>
              <time>{move.effective_on}</time>
              <span>
                → {move.to}
                <small>{[...move.evidence.map((own) => say(own, lang)), t('sheet.event', { seq: move.seq })].join(' · ')}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {history.length === 0 && <p className="quiet-note">{t('sheet.noHistory')}</p>}
      <ul className="happenings">
        {[...history].reverse().map((change) => (
          <li key={change.seq}>
            <time>{moment(change.recorded_at)}</time>
            <span>
              {say(change.text, lang)}
              <small>
                {[change.actor, change.effective_on, t('sheet.event', { seq: change.seq })].filter(Boolean).join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
