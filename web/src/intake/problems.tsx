// Everything that is wrong with a file, at once: where, what, what to do; each with its cell.

import { Button } from 'antd';
import { Fragment, useState } from 'react';

import type { Mapping } from '../api/types';
import { TooMany } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { cellParts } from './mapEdit';
import { PlaceButton, Surroundings } from './surroundings';
import type { FileProblem } from './wrong';

const SHOWN_MAX = 200;

interface Props {
  id: string;
  mapping: Mapping;
  problems: readonly FileProblem[];
  leaveOut: (sheet: string, cell: string) => void;
}

export function Problems({ id, mapping, problems, leaveOut }: Props) {
  const { t, lang } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  if (problems.length === 0) return <p className="quiet-note">{t('intake.noProblems')}</p>;
  const shown = problems.slice(0, SHOWN_MAX);
  return (
    <>
      {problems.length > shown.length && <TooMany shown={shown.length} />}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.problems', { count: problems.length })}>
        <table className="plain wrong">
          <caption>{t('intake.problemsHow')}</caption>
          <thead>
            <tr>
              <th>{t('intake.where')}</th>
              <th>{t('intake.what')}</th>
              <th>{t('intake.remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((problem, index) => {
              const { sheet, cell } = problem;
              const placed = sheet !== undefined && cell !== undefined && cellParts(cell) !== null;
              const toggle = () => setOpen(open === index ? null : index);
              return (
                <Fragment key={index}>
                  <tr className={problem.severity}>
                    <th scope="row">
                      {placed ? <PlaceButton sheet={sheet} cell={cell} open={open === index} toggle={toggle} /> : problem.where}
                    </th>
                    <td>{say(problem.message, lang)}</td>
                    <td>{say(problem.remedy, lang)}</td>
                  </tr>
                  {open === index && placed && (
                    <tr className="opened">
                      <td colSpan={3}>
                        <Surroundings id={id} sheet={sheet} cell={cell} mapping={mapping} />
                        <Button size="small" onClick={() => leaveOut(sheet, cell)}>
                          {t('intake.leaveCell', { cell })}
                        </Button>
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
