-- bytes.sql - what a store takes on the disk of the server that is asked.
SELECT toInt64(sum(bytes)) FROM system.parts WHERE database = '{db}' AND active
