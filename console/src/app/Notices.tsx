import { Notifications } from '@mantine/notifications';

/** Where it is said that something was done, or was not. What is said before it is there is shown then. */
export default function Notices() {
  return <Notifications position="bottom-right" />;
}
