-- load_of_generation.sql - which load a generation is of.
SELECT load FROM {db}.loads WHERE generation = {next}
