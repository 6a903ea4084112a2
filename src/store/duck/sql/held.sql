-- held.sql - the codes of the store with their families.
SELECT code, family FROM code_name ORDER BY code;
