-- members.sql - the members that a group of that name has today.
SELECT m49 FROM ref.membership
WHERE upper(grp) = upper(trim($name)) AND (until_date IS NULL OR until_date > current_date)
ORDER BY iso3
