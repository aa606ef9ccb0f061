// Why this colour: the rule and its version, what each part of it said, the figures it used.

import type { ProjectSheet } from '../api/types';
import { say } from '../format/lang';
import { lightWord } from '../light/light';
import { Light, LightShape } from '../light/lightMark';
import { useWords } from '../words';

export function Reason({ sheet }: { sheet: ProjectSheet }) {
  const { t, lang } = useWords();
  const { light } = sheet;
  return (
    <div className="reason">
      <p className="reason-line">
        <Light colour={light.colour} lang={lang} />
        <span>
          {t('sheet.rule')} · {say(light.rule.name, lang)} {t('page.version', { version: light.rule.version })}
        </span>
        <span>{light.as_of}</span>
        {light.previous && (
          <span className="light">
            {t('sheet.before')} <LightShape colour={light.previous} size={12} />
            {lightWord(light.previous, lang)}
            {light.streak > 1 && ` · ${t('wall.streak', { count: light.streak })}`}
          </span>
        )}
      </p>
      {light.exemption && (
        <p className="notice">
          <b>{t('sheet.exempt')}</b> {say(light.exemption, lang)}
        </p>
      )}
      <ol className="parts">
        {light.parts.map((part, index) => (
          <li key={index} className={part.colour === light.colour ? 'deciding' : undefined}>
            <p>
              {part.colour ? <Light colour={part.colour} lang={lang} size={12} /> : <span>{t('sheet.silent')}</span>}
              <b>{say(part.name, lang)}</b>
            </p>
            <code className="formula">{say(part.formula, lang)}</code>
            {part.trace.length > 0 && (
              <ul className="trace" aria-label={t('sheet.trace')}>
                {part.trace.map((line, at) => (
                  <li key={at}>{say(line, lang)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {light.inputs.length > 0 && (
        <table className="plain">
          <caption>{t('sheet.inputs')}</caption>
          <tbody>
            {light.inputs.map((input, index) => (
              <tr key={index} title={say(input.about, lang)}>
                <th scope="row">{say(input.name, lang)}</th>
                <td>{input.value ? say(input.value, lang) : t('sheet.noValue')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {say(light.note, lang) && <p className="quiet-note">{say(light.note, lang)}</p>}
    </div>
  );
}
