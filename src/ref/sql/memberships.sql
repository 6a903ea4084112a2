-- memberships.sql - members of groups with their dates.
SELECT grp, iso3, from_date::VARCHAR, until_date::VARCHAR, m49 FROM ref.membership
ORDER BY grp, iso3, from_date
