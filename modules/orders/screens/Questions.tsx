import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';

type Question = OrderCard['questions'][number];

/** The open question of support stands above the lines until it is answered; support asks here. */
export function Questions({ order }: { readonly order: OrderCard }) {
  const open = order.questions.filter((question) => question.answer === null);
  return (
    <>
      {open.map((question) => (
        <OpenQuestion key={question.id} order={order} question={question} />
      ))}
      {order.closed.ask === null ? <Ask key={order.questions.length} order={order} /> : null}
    </>
  );
}

function OpenQuestion({ order, question }: { readonly order: OrderCard; readonly question: Question }) {
  const t = useText(texts);
  const [answer, setAnswer] = useState('');
  const act = useAct(orders.answer, { invalidates: orderViews });
  return (
    <section className={css['question']} aria-label={t('questions.open')}>
      <p>
        <b>{question.askedBy}</b> <DateText value={question.askedAt} />
      </p>
      <p>{question.question}</p>
      {order.closed.answer === null ? (
        <div className={css['reply']}>
          <textarea
            className={css['note']}
            rows={2}
            maxLength={2000}
            aria-label={t('questions.answer')}
            placeholder={t('questions.answer')}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          <ActButton
            act={act}
            input={() => ({ orderId: order.id, questionId: question.id, version: order.version, answer })}
            closed={answer.trim() === '' ? { code: 'orders.answer_empty' } : null}
            kind="primary"
          >
            {t('questions.reply')}
          </ActButton>
        </div>
      ) : null}
    </section>
  );
}

function Ask({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  const [id] = useState(newId);
  const [question, setQuestion] = useState('');
  const act = useAct(orders.ask, { invalidates: orderViews });
  return (
    <div className={css['reply']}>
      <textarea
        className={css['note']}
        rows={2}
        maxLength={2000}
        aria-label={t('questions.ask')}
        placeholder={t('questions.askHint')}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <ActButton
        act={act}
        input={() => ({ orderId: order.id, version: order.version, id, question })}
        closed={question.trim() === '' ? { code: 'orders.question_empty' } : null}
      >
        {t('questions.ask')}
      </ActButton>
    </div>
  );
}

/** All questions with their answers. */
export function QuestionList({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  return (
    <ol className={css['questions']}>
      {order.questions.map((question) => (
        <li key={question.id}>
          <p>
            <b>{question.askedBy}</b> <DateText value={question.askedAt} />
          </p>
          <p>{question.question}</p>
          <p className={css['answer']}>
            {question.answer === null ? (
              <span className="muted">{t('questions.waits')}</span>
            ) : (
              <>
                <b>{question.answeredBy}</b> {question.answer}
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
