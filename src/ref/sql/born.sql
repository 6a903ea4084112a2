-- born.sql - the revision that brought a code.
SELECT substr(min(revision), 3)::INTEGER FROM ref.code WHERE code = $code;
