"""The commands of the terminal, a file for each thing that people do. Nothing heavy is imported before it is needed."""
