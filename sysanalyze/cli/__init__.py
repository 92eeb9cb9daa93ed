"""The command line: one file a command, with its options; messages and exit codes in one place each."""
