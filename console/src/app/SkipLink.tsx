import classes from './SkipLink.module.css';

/** The first stop of the tab key: past the navigation. */
export function SkipLink() {
  return (
    <a
      className={classes.skip}
      href="#content"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('content')?.focus();
      }}
    >
      Skip to the content
    </a>
  );
}
