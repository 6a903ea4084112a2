-- listings.sql - which families each annex lists, by family.
SELECT family, from_date::VARCHAR, partial, regime, annex FROM ref.family_listing
ORDER BY family, regime, annex, from_date, partial
