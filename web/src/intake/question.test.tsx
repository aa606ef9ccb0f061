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
  const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  return { answer, withdraw, click, key: question.key };
}

describe('a question', () => {
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
    fireEvent.click(screen.getByRole('radio', { name: /松溪航空零部件项目/ }));
    click('答复');
    expect(answer.mock.calls[0]?.[0]).toMatchObject({ answer: 'same', into: ['P31'] });
  });

  it('shows the answer in force and takes it back', () => {
    const given = { question: 'x', answer: 'accept', note: '决算核减' } as unknown as Question['answer'];
    const { withdraw, click } = ask('exchange/less-than-before', { answer: given });
    expect(screen.queryByRole('button', { name: '改正' })).toBeNull();
    expect(screen.getByText('决算核减')).toBeTruthy();
    click('重答');
    expect(withdraw).toHaveBeenCalled();
  });
});
