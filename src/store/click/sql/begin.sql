-- begin.sql - the row by which what a load leaves that comes to no end can be found.
INSERT INTO {db}.begun SELECT {load}, 0, now(), {who} FROM system.one
