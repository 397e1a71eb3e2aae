import { Anchor, Badge, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { asSetUp } from '../conditions/fields';
import { integrationsQuery } from '../integrations/queries';
import type { User } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { attributesQuery } from '../shared/queries';
import { LoadingRows, ProblemView } from '../shared/states';
import { valueWords } from '../shared/value-words';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { bySource, type AttributeOfUser } from './sources';
import classes from './UserPage.module.css';

/** What is known of a user, by the integration that told it; also what is not known. */
export function AttributesPanel({ user }: { user: User }) {
  const { system } = useWhere();
  const path = usePath();
  const attributes = useQuery(attributesQuery(system.key));
  const integrations = useQuery(integrationsQuery(system.key));
  const error = attributes.error ?? integrations.error;
  const sources =
    attributes.data && integrations.data
      ? bySource(attributes.data.items, asSetUp(integrations.data), user.attributes)
      : undefined;
  return (
    <Panel title="Attributes" about="What integrations have told, and when it last changed.">
      {sources ? (
        sources.length === 0 ? (
          <Text size="sm" c="dimmed">
            No integration fills an attribute yet.
          </Text>
        ) : (
          sources.map(({ key, name, attributes: all }) => (
            <section key={key} className={classes.source} aria-label={name}>
              <Title order={3}>
                <Anchor component={Link} to={path(`integrations/${key}`)} inherit c="inherit">
                  {name}
                </Anchor>
              </Title>
              <dl className={classes.attributes}>
                {all.map((attribute) => (
                  <div key={attribute.name} className={classes.attribute}>
                    <dt>{attribute.name}</dt>
                    <dd className={classes.value}>
                      <Value attribute={attribute} timeZone={system.timeZone} />
                    </dd>
                    <dd className={classes.when}>
                      {attribute.updatedAt && <When at={attribute.updatedAt} />}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))
        )
      ) : error ? (
        <ProblemView error={error} />
      ) : (
        <LoadingRows rows={4} height={28} />
      )}
    </Panel>
  );
}

function Value({ attribute, timeZone }: { attribute: AttributeOfUser; timeZone: string }) {
  const { type, value } = attribute;
  if (value === null) {
    return (
      <Text span inherit c="dimmed">
        no value
      </Text>
    );
  }
  if (Array.isArray(value) && value.length > 0) {
    return (
      <span className={classes.list}>
        {value.map((one, at) => (
          <Badge key={at} variant="light" color="gray" fw={500} miw={0} maw="100%">
            {one}
          </Badge>
        ))}
      </span>
    );
  }
  const text = valueWords(value, type, timeZone);
  if (text !== '') return text;
  return (
    <Text span inherit c="dimmed">
      {type === 'strings' ? 'an empty list' : 'an empty text'}
    </Text>
  );
}
