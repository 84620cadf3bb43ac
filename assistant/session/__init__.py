"""One draft being worked on: state, saving, preview, editing of tables and cases as plain objects, without a screen."""
