import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ConfigProvider } from 'antd';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { makePreview } from '../../walk/intakeFixture.mjs';
import type { Answer, Mapping, Preview, Question } from '../api/types';
import '../words';
import { QuestionCard } from './questionCard';

const { preview, mapping } = makePreview() as unknown as { preview: Preview; mapping: Mapping };

function ask(code: string, part: Partial<Question> = {}) {
  const answer = vi.fn<(answer: Answer) => void>();
  const withdraw = vi.fn();
  const question = { ...(preview.questions.find((own) => own.code === code) as Question), ...part };
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <QuestionCard id="a1" mapping={mapping} preview={preview} question={question} busy={false} answer={answer} withdraw={withdraw} />
    </ConfigProvider>,
  );
  // Looking for roles is slow where every style is computed: by its text is enough here.
  const click = (name: string) => {
    const buttons = [...document.querySelectorAll('button')];
    const found = buttons.find((one) => one.textContent === name);
    if (!found) throw new Error(`no button ${name}`);
    fireEvent.click(found);
  };
  return { answer, withdraw, click, key: question.key };
}

describe('a question', { timeout: 60_000 }, () => {
  afterEach(cleanup);

  it('is answered by the click itself where nothing more is needed', () => {
    const { answer, click, key } = ask('exchange/which-project');
    click('是新项目');
    expect(answer).toHaveBeenCalledWith({ question: key, answer: 'new' });
  });

  it('asks for a reason before a figure that went back is accepted', () => {
    const { answer, click, key } = ask('exchange/less-than-before');
    click('属实，照收');
    click('答复');
    expect(answer).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText('说明（必填）'), { target: { value: ' 决算核减 ' } });
    click('答复');
    expect(answer.mock.calls[0]?.[0]).toMatchObject({ question: key, answer: 'accept', note: '决算核减' });
  });

  it('names the project it is the same as', () => {
    const { answer, click } = ask('exchange/which-project');
    click('就是这个项目');
    const radios = document.querySelectorAll('input[type=radio]');
    expect(radios).toHaveLength(2);
    fireEvent.click(radios[1] as Element);
    click('答复');
    expect(answer.mock.calls[0]?.[0]).toMatchObject({ answer: 'same', into: ['P31'] });
  });

  it('shows the answer in force and takes it back', () => {
    const given = { question: 'x', answer: 'accept', note: '决算核减' } as unknown as Question['answer'];
    const { withdraw, click } = ask('exchange/less-than-before', { answer: given });
    expect(screen.queryByText('改正')).toBeNull();
    expect(screen.getByText('决算核减')).toBeTruthy();
    click('重答');
    expect(withdraw).toHaveBeenCalled();
  });
});
