import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import type { Condition, FieldError, KnownValues, Operator } from '../shared/contract';
import { renderInApp } from '../shared/render';
import { conditionOf, editable } from './condition';
import { fieldsOf } from './fields';
import { operatorsOf } from './operators';
import { RuleEditor } from './RuleEditor';

// A machine that has other things to do takes ten times as long.
vi.setConfig({ testTimeout: 60_000 });

const attribute = (name: string, type: 'string' | 'number' | 'boolean' | 'date' | 'strings') => ({
  integration: 'crm',
  name,
  type,
  path: name,
  field: `crm.${name}`,
});
const FIELDS = fieldsOf(
  [
    attribute('plan', 'string'),
    attribute('arr', 'number'),
    attribute('paying', 'boolean'),
    attribute('signup', 'date'),
    attribute('tags', 'strings'),
  ],
  [{ key: 'crm', name: 'CRM' }],
  true,
);

const KNOWN: Record<string, Partial<KnownValues>> = {
  'crm.plan': {
    values: [
      { value: 'pro', users: 12_000 },
      { value: 'free', users: 300 },
    ],
  },
  'crm.arr': { least: 5, greatest: 1_200_000 },
  'crm.tags': { values: [{ value: 'vip', users: 7 }] },
};

const EMPTY: KnownValues = {
  type: 'string',
  known: 0,
  values: [],
  least: null,
  greatest: null,
  missing: 0,
};

let given: Condition;
const take = (condition: Condition) => {
  given = condition;
};

// A list that is open has the name of its control.
const control = (name: string) => screen.getByLabelText(name, { selector: 'input' });

function Editor({ start, errors, strict }: EditorProps) {
  const [condition, setCondition] = useState(start);
  return (
    <RuleEditor
      condition={condition}
      onChange={(changed) => {
        setCondition(changed);
        take(changed);
      }}
      fields={FIELDS}
      segments={[
        { key: 'premium', name: 'Premium' },
        { key: 'churned', name: 'Churned' },
      ]}
      values={(field, q) => ({
        queryKey: ['values', field, q],
        queryFn: () => Promise.resolve({ ...EMPTY, ...KNOWN[field] }),
      })}
      timeZone="Europe/Berlin"
      errors={errors}
      strict={strict}
    />
  );
}

interface EditorProps {
  start: Condition;
  errors?: FieldError[];
  strict?: boolean;
}

const show = (start: Condition, more: Omit<EditorProps, 'start'> = {}) => {
  take(start);
  renderInApp(<Editor start={start} {...more} />);
  return userEvent.setup();
};

const rules = (...parts: Condition[]): Condition => ({ combinator: 'and', rules: parts });
const rule = (field: string, operator: Operator, value?: unknown): Condition => ({
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});

/** A value of the form that api.md lists for each operator of each type. */
const VALUES: [field: string, operator: Operator, value?: unknown][] = [
  ...(
    ['=', '!=', 'contains', 'doesNotContain', 'beginsWith', 'doesNotBeginWith', 'endsWith'] as const
  ).map((operator): [string, Operator, unknown] => ['crm.plan', operator, 'pro']),
  ['crm.plan', 'doesNotEndWith', 'pro'],
  ['crm.plan', 'in', ['pro', 'a, b']],
  ['crm.plan', 'notIn', ['pro']],
  ['crm.plan', 'matches', '^(pro|free)$'],
  ['crm.plan', 'null'],
  ['crm.plan', 'notNull'],
  ...(['=', '!=', '<', '<=', '>', '>='] as const).map((operator): [string, Operator, unknown] => [
    'crm.arr',
    operator,
    1_000_000.5,
  ]),
  ['crm.arr', 'between', [-1, 2]],
  ['crm.arr', 'notBetween', [0, 0]],
  ['crm.arr', 'in', [1, 2.5]],
  ['crm.arr', 'notIn', [0]],
  ['crm.arr', 'null'],
  ['crm.arr', 'notNull'],
  ['crm.paying', '=', true],
  ['crm.paying', '!=', false],
  ['crm.paying', 'null'],
  ['crm.paying', 'notNull'],
  ['crm.signup', '=', '2026-05-01'],
  ['crm.signup', '!=', '2026-05-01'],
  ['crm.signup', '<', '2026-05-01'],
  ['crm.signup', '<=', '2026-05-01T10:00:00Z'],
  ['crm.signup', '>', { amount: -30, unit: 'days' }],
  ['crm.signup', '>=', { amount: 0, unit: 'minutes' }],
  ['crm.signup', 'between', ['2026-05-01', { amount: 2, unit: 'weeks' }]],
  ['crm.signup', 'notBetween', [{ amount: -1, unit: 'months' }, '2026-05-01T10:00:00Z']],
  ['crm.signup', 'inLast', { amount: 30, unit: 'days' }],
  ['crm.signup', 'notInLast', { amount: 1, unit: 'hours' }],
  ['crm.signup', 'inNext', { amount: 6, unit: 'months' }],
  ['crm.signup', 'null'],
  ['crm.signup', 'notNull'],
  ['crm.tags', 'contains', 'vip'],
  ['crm.tags', 'doesNotContain', 'vip'],
  ['crm.tags', 'containsAny', ['vip', 'beta']],
  ['crm.tags', 'containsAll', ['vip']],
  ['crm.tags', 'null'],
  ['crm.tags', 'notNull'],
  ['segment', '=', 'premium'],
  ['segment', '!=', 'premium'],
  ['segment', 'in', ['premium', 'churned']],
  ['segment', 'notIn', ['churned']],
  ['time.weekday', 'in', [1, 7]],
  ['time.hour', 'between', [9, 17]],
  ['browser.device', '=', 'phone'],
];

test('the round trip below leaves out no operator of any type', () => {
  for (const type of ['string', 'number', 'boolean', 'date', 'strings', 'segment'] as const) {
    const tried = VALUES.filter(([name]) => FIELDS.find((f) => f.name === name)?.type === type);
    expect(
      operatorsOf(type)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...new Set(tried.map(([, operator]) => operator))].sort());
  }
});

describe('every operator comes out as it went in, also when it is shown and the rest is edited', () => {
  test.each(VALUES)('%s %s %j', async (field, operator, value) => {
    const condition = rules(rule(field, operator, value));
    expect(conditionOf(editable(condition))).toEqual(condition);

    const user = show(condition);
    const words = operatorsOf(FIELDS.find(({ name }) => name === field)!.type).find(
      ({ name }) => name === operator,
    )!.words;
    expect(screen.getByRole('combobox', { name: 'Operator of rule 1' })).toHaveValue(words);
    if (value !== undefined)
      await screen.findAllByLabelText(/^Value of rule 1/, {}, { timeout: 15_000 });
    await choose(user, 'How many rules of the condition hold', 'Any of these holds');
    expect(given).toEqual({ ...condition, combinator: 'or' });
  });
});

const choose = async (user: ReturnType<typeof userEvent.setup>, label: string, option: string) => {
  await user.click(control(label));
  await user.click(await screen.findByRole('option', { name: option }));
};

test('a rule is made by field, operator and value, and its JSON is that of the API', async () => {
  const user = show(rules());
  expect(screen.getByText('No rule yet, so this holds for everybody.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Add rule to the condition' }));
  const field = control('Field of rule 1');
  expect(field).toHaveFocus();
  await user.type(field, 'crm pl');
  await user.click(await screen.findByRole('option', { name: /plan/ }));
  expect(control('Operator of rule 1')).toHaveFocus();
  await choose(user, 'Operator of rule 1', 'is one of');
  await user.click(control('Value of rule 1'));
  await user.click(await screen.findByRole('option', { name: /pro.*12,000/ }));
  await user.type(control('Value of rule 1'), 'enterprise{Enter}');
  await user.click(control('Ignore case in rule 1'));
  expect(given).toEqual(
    rules({ field: 'crm.plan', operator: 'in', value: ['pro', 'enterprise'], ignoreCase: true }),
  );
});

test('values of other types are typed in, and numbers say which there are', async () => {
  const user = show(
    rules(rule('crm.arr', '>='), rule('crm.signup', 'inLast', { amount: 1, unit: 'days' })),
  );
  await user.type(control('Value of rule 1'), '1000000');
  expect(await screen.findByText('Values go from 5 to 1,200,000.')).toBeInTheDocument();
  await user.clear(control('Value of rule 2, how many'));
  await user.type(control('Value of rule 2, how many'), '6');
  await choose(user, 'Value of rule 2, unit', 'months');
  expect(given).toEqual(
    rules(
      rule('crm.arr', '>=', 1_000_000),
      rule('crm.signup', 'inLast', { amount: 6, unit: 'months' }),
    ),
  );
});

test('a date is a day, or moves along with now', async () => {
  const user = show(rules(rule('crm.signup', '<')));
  const day = await screen.findByLabelText('Value of rule 1', {}, { timeout: 15_000 });
  await user.type(day, '1 May 2026');
  expect(given).toEqual(rules(rule('crm.signup', '<', '2026-05-01')));
  await choose(user, 'Value of rule 1, kind of date', 'relative');
  expect(given).toEqual(rules(rule('crm.signup', '<', { amount: -30, unit: 'days' })));
  await choose(user, 'Value of rule 1, unit and direction', 'weeks from now');
  expect(given).toEqual(rules(rule('crm.signup', '<', { amount: 30, unit: 'weeks' })));
});

test('a change of operator keeps the value where its form allows', async () => {
  const user = show(rules(rule('crm.plan', '=', 'pro')));
  await choose(user, 'Operator of rule 1', 'is not one of');
  expect(given).toEqual(rules(rule('crm.plan', 'notIn', ['pro'])));
  await choose(user, 'Operator of rule 1', 'has no value');
  expect(given).toEqual(rules(rule('crm.plan', 'null')));
});

test('negative rules say that they hold for users without a value, positive ones do not', () => {
  show(rules(rule('crm.plan', '!=', 'pro'), rule('crm.plan', '=', 'pro')));
  const said = 'Also holds for users without a value.';
  expect(within(screen.getByRole('group', { name: 'Rule 1' })).getByText(said)).toBeInTheDocument();
  expect(within(screen.getByRole('group', { name: 'Rule 2' })).queryByText(said)).toBeNull();
});

test('groups are made, turned around, and rules move into them and out by the keyboard', async () => {
  const user = show(rules(rule('crm.paying', '=', true), rule('crm.plan', '=', 'pro')));
  await user.click(screen.getByRole('button', { name: 'Add group to the condition' }));
  await user.keyboard('{Escape}');
  await choose(user, 'How many rules of group 3 hold', 'None of these holds');
  expect(
    within(screen.getByRole('group', { name: 'Group 3' })).getByText(
      'This includes users without a value.',
    ),
  ).toBeInTheDocument();
  const down = screen.getByRole('button', { name: 'Move rule 2 down' });
  down.focus();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('button', { name: 'Move rule 2.1 down' })).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Remove rule 2.2' }));
  expect(given).toEqual(
    rules(rule('crm.paying', '=', true), {
      combinator: 'or',
      not: true,
      rules: [rule('crm.plan', '=', 'pro')],
    }),
  );
  screen.getByRole('button', { name: 'Move rule 2.1 up' }).focus();
  await user.keyboard('{Enter}');
  expect(given).toEqual(
    rules(rule('crm.paying', '=', true), rule('crm.plan', '=', 'pro'), {
      combinator: 'or',
      not: true,
      rules: [],
    }),
  );
});

test.each([
  ['All of these hold', { combinator: 'and' }],
  ['Any of these holds', { combinator: 'or' }],
  ['None of these holds', { combinator: 'or', not: true }],
  ['Not all of these hold', { combinator: 'and', not: true }],
] as const)('a group reads as a sentence: %s', async (sentence, group) => {
  const parts = [rule('crm.plan', '=', 'pro'), rule('crm.arr', '=', 1)];
  const inner = { ...group, rules: parts };
  const user = show({ ...group, rules: [parts[0]!, inner] });
  expect(control('How many rules of the condition hold')).toHaveValue(sentence);
  expect(control('How many rules of group 2 hold')).toHaveValue(sentence);
  for (const { sentence: other, ...changed } of [
    { sentence: 'Not all of these hold', combinator: 'and', not: true },
    { sentence: 'Any of these holds', combinator: 'or' },
    { sentence, ...group },
  ] as const) {
    await choose(user, 'How many rules of group 2 hold', other);
    // Chosen again, the sentence that stands there changes nothing.
    expect(given).toEqual({ ...group, rules: [parts[0], { ...changed, rules: parts }] });
  }
});

test('without a rule a condition holds for everybody, or turned around for nobody', async () => {
  const user = show(rules());
  await choose(user, 'How many rules of the condition hold', 'Not all of these hold');
  expect(screen.getByText('No rule yet, so this holds for nobody.')).toBeInTheDocument();
  expect(given).toEqual({ combinator: 'and', not: true, rules: [] });
});

test('what is true or false is called yes or no', async () => {
  const user = show(rules(rule('crm.paying', '=', true)));
  await user.click(screen.getByRole('radio', { name: 'no' }));
  expect(given).toEqual(rules(rule('crm.paying', '=', false)));
});

test('what the server found wrong stands at the rule that it is about', () => {
  show(
    rules(rule('crm.plan', '=', 'pro'), { combinator: 'or', rules: [rule('crm.arr', '=', 1)] }),
    {
      errors: [
        { path: 'condition.rules[0].value', reason: 'is a string' },
        { path: 'condition.rules[1].rules[0].operator', reason: 'crm.arr has no contains; use =' },
      ],
    },
  );
  const first = screen.getByRole('group', { name: 'Rule 1' });
  expect(within(first).getByText('The value is a string.')).toBeInTheDocument();
  const second = screen.getByRole('group', { name: 'Rule 2.1' });
  expect(within(second).getByText('crm.arr has no contains; use =.')).toBeInTheDocument();
});

test('what is not finished is said once it is asked for, and a field that is gone stays in sight', () => {
  show(rules(rule('crm.plan', '='), rule('crm.gone', '=', 'x'), { combinator: 'and', rules: [] }), {
    strict: true,
  });
  expect(screen.getByText('Enter a text.')).toBeInTheDocument();
  expect(control('Field of rule 2')).toHaveValue('crm.gone');
  expect(screen.getByText('Add a rule to this group, or remove the group.')).toBeInTheDocument();
});

test('groups lie in each other only as deep as the server takes, and the deepest says so', () => {
  let condition = rules(rule('', '='));
  for (let depth = 1; depth < 8; depth++) condition = rules(condition);
  show(condition);
  const deepest = `group ${Array.from({ length: 7 }, () => 1).join('.')}`;
  expect(screen.getByLabelText(`Add group to ${deepest}`)).toBeDisabled();
  expect(screen.getByLabelText(`Add rule to ${deepest}`)).toBeEnabled();
  expect(screen.getByText('Groups lie at most 8 deep in each other.')).toBeInTheDocument();
});

test.each(['{Enter}', '{Tab}'])('a field that was typed is chosen by %s', async (key) => {
  const user = show(rules(rule('', '=')));
  await user.type(control('Field of rule 1'), 'paying');
  await vi.waitFor(() =>
    expect(screen.getByRole('option')).toHaveAttribute('data-combobox-selected'),
  );
  await user.keyboard(key);
  expect(given).toMatchObject(rules({ field: 'crm.paying', operator: '=' }));
  expect(screen.getByRole('button', { name: 'Remove rule 1' })).not.toHaveFocus();
});
